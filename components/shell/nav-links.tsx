'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Count } from '@/components/ui/badge';
import type { NavItem } from './nav-items';

export function NavLinks({ items, stacked }: { items: readonly NavItem[]; stacked?: boolean }) {
  const path = usePathname();
  return (
    <ul className={stacked ? 'flex flex-col gap-0.5' : 'flex gap-1'}>
      {items.map(({ href, name, pendingCount }) => {
        const current = path === href || path.startsWith(`${href}/`);
        return (
          <li key={href}>
            <Link
              href={href}
              aria-current={current ? 'page' : undefined}
              className={`flex items-center gap-1.5 rounded-[7px] px-2.5 py-1.5 font-medium ${current ? 'bg-soft text-ink' : 'text-muted hover:text-ink'}`}
            >
              {name}
              {pendingCount ? (
                <Count>
                  {pendingCount} <span className="sr-only"> pending</span>
                </Count>
              ) : null}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
