import { MenuIcon, Settings } from 'lucide-react';
import Link from 'next/link';
import { Menu } from '@/components/ui/menu';
import { Brand } from './brand';
import { CommandButton } from './command-button';
import { navItems } from './nav-items';
import { NavLinks } from './nav-links';
import { PersonMenu } from './person-menu';

const iconButton = 'grid size-8 place-items-center rounded-lg text-muted hover:bg-soft hover:text-ink';

type Props = {
  person: { name: string; email: string; role: 'User' | 'Admin'; organizationName: string };
  pendingCount: number;
};

/** The header of every page of the console. */
export function Header({ person, pendingCount }: Props) {
  const items = navItems(person.role === 'Admin', pendingCount);
  return (
    <header className="border-b border-line bg-panel">
      <div className="flex h-[52px] items-center gap-2 px-4 lg:gap-6 md:px-6">
        <div className="lg:hidden">
          <Menu
            label="Menu"
            buttonClass={iconButton}
            button={<MenuIcon aria-hidden size={18} />}
            panelClass="left-0 w-56"
          >
            <nav aria-label="Main">
              <NavLinks items={items} stacked />
            </nav>
          </Menu>
        </div>
        <Brand />
        <nav aria-label="Main" className="hidden grow lg:block">
          <NavLinks items={items} />
        </nav>
        <div className="flex grow items-center justify-end gap-2 lg:grow-0 lg:gap-3">
          <CommandButton isAdmin={person.role === 'Admin'} />
          {person.role === 'Admin' && (
            <Link href="/settings/integrations/slack" aria-label="Settings" className={iconButton}>
              <Settings aria-hidden size={17} />
            </Link>
          )}
          <PersonMenu
            name={person.name}
            email={person.email}
            role={person.role}
            organization={person.organizationName}
          />
        </div>
      </div>
    </header>
  );
}
