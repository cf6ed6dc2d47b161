'use client';

import { LogOut, SquareTerminal } from 'lucide-react';
import Link from 'next/link';
import { Menu } from '@/components/ui/menu';
import { menuItem } from '@/components/ui/menu-item';
import { postToAuth } from '@/lib/web/post-to-auth';

type Props = { name: string; email: string; role: 'User' | 'Admin'; organization: string };

/** The signed-in person, their role, and Sign out. */
export function PersonMenu({ name, email, role, organization }: Props) {
  return (
    <Menu
      label={`Account ${initials(name)}: ${email}`}
      buttonClass="grid size-8 place-items-center rounded-full"
      button={
        <span className="grid size-7 place-items-center rounded-full bg-accent-soft text-[11px] font-bold text-accent">
          {initials(name)}
        </span>
      }
    >
      <div className="border-b border-line px-2.5 pt-1.5 pb-2.5">
        {name !== email && <p className="font-semibold break-words">{name}</p>}
        <p className="break-words text-muted">{email}</p>
        <p className="text-sm text-muted">
          {role === 'Admin' ? 'Admin' : 'User'} of {organization}
        </p>
      </div>
      <Link href="/zli/install" className={`${menuItem} mt-1.5`}>
        <SquareTerminal aria-hidden size={16} className="mt-0.5 text-muted" />
        Install zli
      </Link>
      <button
        type="button"
        className={menuItem}
        onClick={() => postToAuth('signout', { callbackUrl: '/sign-in' })}
      >
        <LogOut aria-hidden size={16} className="mt-0.5 text-muted" />
        Sign out
      </button>
    </Menu>
  );
}

function initials(name: string): string {
  const words =
    name
      .split('@')[0]
      ?.split(/[\s._-]+/)
      .filter(Boolean) ?? [];
  const letters = words.length > 1 ? words.map((word) => word[0]).slice(0, 2) : [words[0]?.slice(0, 2)];
  return letters.join('').toUpperCase();
}
