import Link from 'next/link';
import type { ReactNode } from 'react';

export const segment = 'inline-flex max-w-full flex-wrap gap-0.5 rounded-[10px] bg-soft p-[3px]';

export function segmentItem(on: boolean): string {
  return `inline-flex items-center gap-1.5 rounded-[7px] px-3 py-1 font-medium ${on ? 'bg-raised text-ink shadow-card' : 'text-muted hover:text-ink'}`;
}

/** Tabs as links: each view has its own address. */
export function LinkTabs(props: {
  label: string;
  tabs: readonly { href: string; name: ReactNode; current: boolean }[];
}) {
  return (
    <nav aria-label={props.label} className={segment}>
      {props.tabs.map(({ href, name, current }) => (
        <Link
          key={href}
          href={href}
          aria-current={current ? 'page' : undefined}
          className={segmentItem(current)}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
