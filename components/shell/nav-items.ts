export type NavItem = { href: string; name: string; pendingCount?: number };

/** The links of the main navigation; admins have more. */
export function navItems(isAdmin: boolean, pendingCount: number): NavItem[] {
  const items: NavItem[] = [
    { href: '/targets', name: 'Targets' },
    { href: '/access', name: 'My access' },
    { href: '/requests', name: 'Requests', ...(isAdmin && { pendingCount }) },
  ];
  if (!isAdmin) return items;
  return [
    ...items,
    { href: '/policies', name: 'Policies' },
    { href: '/inventory', name: 'Inventory' },
    { href: '/users', name: 'Users' },
    { href: '/connections', name: 'Sessions' },
    { href: '/audit', name: 'Audit log' },
  ];
}
