import { navGroups } from './nav-items';

/** An entry of the command palette. `keywords` find it, besides its name. */
export type Command = { id: string; name: string; detail?: string; href: string; keywords?: string };

/** The pages and commands that do not depend on the search. */
export function fixedCommands(isAdmin: boolean): Command[] {
  const pages = navGroups(isAdmin)
    .flatMap(({ items }) => items)
    .map(({ href, name }) => ({ id: href, name, href }));
  return [...pages, installZli, help, api, ...(isAdmin ? adminCommands : [])];
}

const installZli: Command = {
  id: '/zli/install',
  name: 'Install zli',
  href: '/zli/install',
  keywords: 'command line terminal download update login',
};

const help: Command = {
  id: '/help',
  name: 'Help',
  href: '/help',
  keywords: 'documentation shortcuts keyboard version about how to',
};

const api: Command = {
  id: '/help/api',
  name: 'API',
  href: '/help/api',
  keywords: 'openapi rest programs reference documentation',
};

const adminCommands: readonly Command[] = [
  { name: 'Active access', href: '/requests?show=live', keywords: 'who has live revoke' },
  { name: 'New just-in-time policy', href: '/policies/new/just-in-time', keywords: 'create write' },
  { name: 'New target access policy', href: '/policies/new/target-connect', keywords: 'create servers' },
  { name: 'New Kubernetes policy', href: '/policies/new/kubernetes', keywords: 'create clusters' },
  { name: 'New proxy policy', href: '/policies/new/proxy', keywords: 'create databases web apps' },
  { name: 'Simulate policies', href: '/policies/simulator', keywords: 'who can what if test replay' },
  { name: 'Register a target', href: '/inventory/targets/new', keywords: 'add server database cluster' },
  { name: 'Import targets', href: '/inventory/import', keywords: 'csv upload' },
  { name: 'Environments', href: '/inventory/environments' },
  { name: 'Groups', href: '/users/groups' },
  { name: 'API keys', href: '/settings/api-keys', keywords: 'automation token secret' },
  { name: 'Certificate authorities', href: '/settings/authorities', keywords: 'ssh x509 rotate ca' },
  {
    name: 'Slack integration',
    href: '/settings/integrations/slack',
    keywords: 'settings health check doctor install',
  },
  {
    name: 'Organization settings',
    href: '/settings/organization',
    keywords: 'self-approval time out reminders',
  },
].map((command) => ({ ...command, id: command.href }));

/** The commands that contain every word of the query, in their order. */
export function matching(commands: readonly Command[], query: string): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ name, detail = '', keywords = '' }) => {
    const text = `${name} ${detail} ${keywords}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
