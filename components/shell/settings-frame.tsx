import Link from 'next/link';
import type { ReactNode } from 'react';

const pages = [
  { href: '/settings/organization', name: 'Organization' },
  { href: '/settings/integrations/slack', name: 'App integrations' },
  { href: '/settings/authorities', name: 'Certificate authorities' },
  { href: '/settings/api-keys', name: 'API keys' },
] as const;

/** The frame of the platform settings, with links to their pages. */
export function SettingsFrame({
  current,
  children,
}: {
  current: (typeof pages)[number]['name'];
  children: ReactNode;
}) {
  return (
    <div className="grid items-start gap-x-11 gap-y-5 md:grid-cols-[192px_minmax(0,1fr)]">
      <div>
        <h1 className="text-xl font-bold tracking-tight">Platform settings</h1>
        <nav aria-label="Settings" className="mt-2">
          <ul className="flex flex-wrap gap-x-4 md:block">
            {pages.map(({ href, name }) => (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={name === current ? 'page' : undefined}
                  className="block py-1 text-muted hover:text-ink aria-[current=page]:font-semibold aria-[current=page]:text-ink"
                >
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <div className="min-w-0">{children}</div>
    </div>
  );
}
