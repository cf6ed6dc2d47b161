import { navItems } from './nav-items';

/** Something the palette can go to. `words` are found by, besides the name. */
export type Command = { id: string; name: string; detail?: string; href: string; words?: string };

/** Where somebody can go and what they can begin, whatever is typed. */
export function fixedCommands(isAdmin: boolean): Command[] {
  const pages = navItems(isAdmin, 0).map(({ href, name }) => ({ id: href, name, href }));
  return isAdmin ? [...pages, ...adminCommands] : pages;
}

const adminCommands: readonly Command[] = [
  { name: 'Who has access now', href: '/requests?show=live', words: 'live revoke' },
  { name: 'New just-in-time policy', href: '/policies/new/just-in-time', words: 'create write' },
  { name: 'New target access policy', href: '/policies/new/target-connect', words: 'create servers' },
  { name: 'New Kubernetes policy', href: '/policies/new/kubernetes', words: 'create clusters' },
  { name: 'New proxy policy', href: '/policies/new/proxy', words: 'create databases web apps' },
  { name: 'Simulate policies', href: '/policies/simulator', words: 'who may what if replay' },
  { name: 'Register a target', href: '/inventory/targets/new', words: 'add server database cluster' },
  { name: 'Import targets', href: '/inventory/import', words: 'csv upload' },
  { name: 'Environments', href: '/inventory/environments' },
  { name: 'Groups', href: '/users/groups' },
  { name: 'API keys', href: '/settings/api-keys', words: 'automation token secret' },
  { name: 'Certificate authorities', href: '/settings/authorities', words: 'ssh x509 rotate ca' },
  { name: 'Who is connected', href: '/connections', words: 'sessions live close' },
  { name: 'Slack integration', href: '/settings/integrations/slack', words: 'settings doctor install' },
  { name: 'Organization settings', href: '/settings/organization', words: 'self-approval lapse reminders' },
].map((command) => ({ ...command, id: command.href }));

/** Those of the commands that have every word, in their order. */
export function matching(commands: readonly Command[], typed: string): Command[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ name, detail = '', words = '' }) => {
    const text = `${name} ${detail} ${words}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
