export type NavItem = { href: string; name: string; waiting?: number };

/** Where somebody can go; admins see more. */
export function navItems(isAdmin: boolean, waiting: number): NavItem[] {
  const everybody: NavItem[] = [
    { href: '/targets', name: 'Targets' },
    { href: '/access', name: 'My access' },
    { href: '/requests', name: 'Requests', ...(isAdmin && { waiting }) },
  ];
  if (!isAdmin) return everybody;
  return [
    ...everybody,
    { href: '/policies', name: 'Policies' },
    { href: '/inventory', name: 'Inventory' },
    { href: '/users', name: 'Users' },
    { href: '/connections', name: 'Connections' },
    { href: '/audit', name: 'Audit log' },
  ];
}
