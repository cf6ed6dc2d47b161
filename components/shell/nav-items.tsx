import {
  Clock,
  FileText,
  Inbox,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  MonitorDot,
  ScrollText,
  Server,
  Settings,
  Users,
} from 'lucide-react';

type NavItem = { href: string; name: string; icon: LucideIcon; showsPending?: true };
export type NavGroup = { name: string | null; items: readonly NavItem[] };

const forEverybody: readonly NavItem[] = [
  { href: '/request-access', name: 'Request access', icon: KeyRound },
  { href: '/access', name: 'My access', icon: Clock },
];

const ownRequests: NavItem = { href: '/requests', name: 'My requests', icon: Inbox };

const forAdmins: readonly NavItem[] = [
  { href: '/overview', name: 'Overview', icon: LayoutDashboard },
  { href: '/requests', name: 'Requests', icon: Inbox, showsPending: true },
  { href: '/sessions', name: 'Sessions', icon: MonitorDot },
  { href: '/inventory', name: 'Targets', icon: Server },
  { href: '/policies', name: 'Policies', icon: FileText },
  { href: '/users', name: 'People', icon: Users },
  { href: '/audit', name: 'Audit log', icon: ScrollText },
  { href: '/settings', name: 'Settings', icon: Settings },
];

/** The links of the main navigation; admins have a second group. */
export function navGroups(isAdmin: boolean): NavGroup[] {
  const own = { name: null, items: isAdmin ? forEverybody : [...forEverybody, ownRequests] };
  return isAdmin ? [own, { name: 'Manage', items: forAdmins }] : [own];
}
