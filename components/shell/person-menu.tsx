'use client';

import { CircleHelp, LogOut, SquareTerminal } from 'lucide-react';
import Link from 'next/link';
import { Initials, initials } from '@/components/ui/initials';
import { Menu } from '@/components/ui/menu';
import { menuItem } from '@/components/ui/menu-item';
import { toast } from '@/components/ui/toast';
import { callFailure } from '@/lib/web/call-failure';
import { postToAuth } from '@/lib/web/post-to-auth';
import { ThemeChoice } from './theme-choice';

type Props = { name: string; email: string; role: 'User' | 'Admin'; organization: string };

/** The signed-in person and their role, the theme, help, and Sign out. */
export function PersonMenu({ name, email, role, organization }: Props) {
  return (
    <Menu
      label={`Account ${initials(name)}: ${email}`}
      buttonClass="grid size-8 place-items-center rounded-full"
      button={<Initials name={name} />}
      panelClass="right-0 w-72 max-w-[calc(100vw-2rem)]"
    >
      <div className="border-b border-line px-2.5 pt-1.5 pb-2.5">
        <p className="font-semibold break-words">{email}</p>
        {name !== email && <p className="break-words text-muted">{name}</p>}
        <p className="text-sm text-muted">
          {role === 'Admin' ? 'Admin' : 'User'} of {organization}
        </p>
      </div>
      <ThemeChoice />
      <Link href="/help" className={`${menuItem} border-t border-line`}>
        <CircleHelp aria-hidden size={16} className="mt-0.5 text-muted" />
        Help
      </Link>
      <Link href="/zli/install" className={menuItem}>
        <SquareTerminal aria-hidden size={16} className="mt-0.5 text-muted" />
        Install zli
      </Link>
      <button
        type="button"
        className={menuItem}
        onClick={() =>
          postToAuth('signout', { callbackUrl: '/sign-in' }).catch((error) =>
            toast('bad', callFailure(error).message),
          )
        }
      >
        <LogOut aria-hidden size={16} className="mt-0.5 text-muted" />
        Sign out
      </button>
    </Menu>
  );
}
