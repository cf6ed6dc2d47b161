import { MenuIcon } from 'lucide-react';
import { Menu } from '@/components/ui/menu';
import { Brand } from './brand';
import { CommandButton } from './command-button';
import { Navigation } from './navigation';
import { PersonMenu } from './person-menu';

type Props = {
  person: { name: string; email: string; role: 'User' | 'Admin'; organizationName: string };
};

/** The header of every page of the console. On a small screen it has the navigation too. */
export function Header({ person }: Props) {
  const isAdmin = person.role === 'Admin';
  return (
    <header className="border-b border-line bg-panel">
      <div className="flex h-[52px] items-center gap-2 px-4">
        <div className="lg:hidden">
          <Menu
            label="Menu"
            buttonClass="grid size-8 place-items-center rounded-lg text-muted hover:bg-soft hover:text-ink"
            button={<MenuIcon aria-hidden size={18} />}
            panelClass="left-0 w-60"
          >
            <Navigation isAdmin={isAdmin} />
          </Menu>
        </div>
        <div className="lg:w-[184px]">
          <Brand />
        </div>
        <div className="flex grow justify-end lg:justify-start lg:pl-6">
          <CommandButton isAdmin={isAdmin} />
        </div>
        <PersonMenu
          name={person.name}
          email={person.email}
          role={person.role}
          organization={person.organizationName}
        />
      </div>
    </header>
  );
}
