import { navGroups } from './nav-items';
import { NavLinks } from './nav-links';

/** The main navigation. */
export function Navigation({ isAdmin }: { isAdmin: boolean }) {
  const groups = navGroups(isAdmin).map(({ name, items }) => ({
    name,
    links: items.map(({ icon: Icon, ...item }) => ({ ...item, icon: <Icon aria-hidden size={16} /> })),
  }));
  return (
    <nav aria-label="Main">
      <NavLinks groups={groups} />
    </nav>
  );
}
