/** What each group of operations is about, by the first word of their paths. */
const tags: Readonly<Record<string, { name: string; description: string }>> = {
  access: {
    name: 'Access',
    description: 'What a person can request, requests, and whether access exists now.',
  },
  agents: { name: 'Agents', description: 'This server has no agents.' },
  'api-keys': { name: 'API keys', description: 'The keys of programs.' },
  'autodiscovery-scripts': {
    name: 'Registration',
    description: 'The scripts with which servers register themselves.',
  },
  authorities: {
    name: 'Authorities',
    description: 'What targets fetch to check certificates and passes. No key is needed.',
  },
  connections: { name: 'Sessions', description: 'Sessions on targets, and their certificates.' },
  environments: { name: 'Environments', description: 'Groups of targets.' },
  events: { name: 'Events', description: 'What happened.' },
  'github-actions': { name: 'GitHub Actions', description: 'Kept, and not used.' },
  mfa: { name: 'Second factor', description: 'The identity provider checks it.' },
  'okta-public-keys': { name: 'Okta', description: 'This server needs no keys of Okta.' },
  'openapi.json': { name: 'Description', description: 'This description of the API.' },
  organization: { name: 'Organization', description: 'The organization, its groups and its integrations.' },
  policies: { name: 'Policies', description: 'Who has access to what, and who can request it.' },
  'service-accounts': {
    name: 'Service accounts',
    description: 'Programs that sign in with tokens of their own provider.',
  },
  'session-recordings': { name: 'Session recordings', description: 'This server records no sessions.' },
  subjects: { name: 'Subjects', description: 'People, API keys and service accounts together.' },
  targets: { name: 'Targets', description: 'Servers, databases, clusters and web apps.' },
  users: { name: 'People', description: 'The people of the organization.' },
  zli: { name: 'zli', description: 'How zli signs in.' },
};

/** The group of a path. Throws if it has none. */
export function tagOf(path: string): { name: string; description: string } {
  const tag = tags[path.split('/')[0] ?? ''];
  if (!tag) throw new Error(`${path} has no group in tags.ts`);
  return tag;
}
