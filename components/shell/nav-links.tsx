'use client';

import { LoaderCircle } from 'lucide-react';
import Link, { useLinkStatus } from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Count } from '@/components/ui/badge';
import { useAdminWork } from './admin-work';

type NavLink = { href: string; name: string; icon: ReactNode; showsPending?: true };

type Props = { groups: readonly { name: string | null; links: readonly NavLink[] }[] };

/** The links of the main navigation, in groups. The current page is marked; Requests has a count that stays current. */
export function NavLinks({ groups }: Props) {
  const path = usePathname();
  return groups.map(({ name, links }) => (
    <div key={name} className="not-first:mt-5">
      {name && <h2 className="px-2.5 pb-1 text-xs font-medium text-muted">{name}</h2>}
      <ul className="flex flex-col gap-0.5">
        {links.map((link) => (
          <NavLinkItem
            key={link.href}
            link={link}
            current={path === link.href || path.startsWith(`${link.href}/`)}
          />
        ))}
      </ul>
    </div>
  ));
}

function NavLinkItem({ link, current }: { link: NavLink; current: boolean }) {
  const { pending } = useAdminWork();
  const { href, name, icon, showsPending } = link;
  return (
    <li>
      <Link
        href={href}
        aria-current={current ? 'page' : undefined}
        className={`flex items-center gap-2.5 rounded-[7px] px-2.5 py-1.5 font-medium ${current ? 'bg-soft text-ink' : 'text-muted hover:bg-soft hover:text-ink'}`}
      >
        <LinkIcon icon={icon} />
        <span className="grow">{name}</span>
        {showsPending && pending > 0 && (
          <Count>
            {pending} <span className="sr-only"> pending</span>
          </Count>
        )}
      </Link>
    </li>
  );
}

/** The icon of the link; while its page loads, a spinner. */
function LinkIcon({ icon }: { icon: ReactNode }) {
  const { pending } = useLinkStatus();
  return pending ? <LoaderCircle aria-hidden size={16} className="animate-spin" /> : icon;
}
