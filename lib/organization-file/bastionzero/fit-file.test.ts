import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isOneLine } from '@/lib/core/one-line';
import { emptyOrganization } from '@/lib/db/policies/organization-snapshot';
import { planChanges } from '../plan-changes';
import { parseFile } from '../read-file';
import { describeExport, exportOrganization } from './export-organization';
import type { OldServer } from './old-server';

const time = '2023-04-05T06:07:08Z';
const idOf = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const [prod, admin, key, gate, orders, legacy, root, ask, recording] = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(idOf);
const environment = {
  id: prod,
  name: 'prod',
  isDefault: true,
  timeCreated: time,
  offlineCleanupTimeoutHours: 2160,
};
const policy = { description: null, timeExpires: null, subjects: null, groups: null };
const database = {
  environmentId: prod,
  proxyTargetId: gate,
  remoteHost: 'db.acme.test',
  remotePort: { value: 0 },
  localPort: { value: null },
};

/** An organization as BastionZero answers, with fields that this product does not know. */
const answers: Record<string, unknown> = {
  organization: { id: '00000000-0000-4000-8000-0000000000ff', name: 'Acme', timeCreated: time, plan: 'team' },
  users: [{ id: admin, email: 'Admin@acme.test', fullName: 'Admin', isAdmin: true, timeCreated: time }],
  'organization/groups': [{ idPGroupId: '00g1', name: 'Engineering', extra: {} }],
  environments: [environment],
  'targets/bzero': [{ id: gate, name: 'gate', environmentId: prod, agentVersion: '7' }],
  'targets/database': [
    {
      ...database,
      id: orders,
      name: 'orders',
      databaseAuthenticationConfig: {
        authenticationType: 'SplitCert',
        cloudServiceProvider: null,
        database: 'MicrosoftSQLServer',
        label: 'SQL Server',
      },
    },
    { ...database, id: legacy, name: 'gate', databaseAuthenticationConfig: null },
  ],
  'policies/target-connect': [
    {
      ...policy,
      id: root,
      name: 'Root',
      subjects: [
        { id: admin, type: 'User' },
        { id: key, type: 'ApiKey' },
        { id: orders, type: 'User' },
      ],
      targets: [{ id: gate, type: 'Bzero' }, { id: ask }],
      targetUsers: [{ userName: 'root' }, { userName: '-oProxyCommand' }],
      verbs: [{ type: 'Shell' }, { type: 'Fly' }],
    },
  ],
  'policies/just-in-time': [
    {
      ...policy,
      id: ask,
      name: 'Ask',
      groups: [{ id: '00g1', name: 'Engineering' }],
      childPolicies: [{ id: root, type: 'TargetConnect', name: 'Root' }],
      automaticallyApproved: false,
      duration: 100_000,
    },
  ],
  'policies/session-recording': [{ ...policy, id: recording, name: 'Record all', recordInput: true }],
  'api-keys': [
    { id: key, name: 'terraform', isRegistrationKey: false },
    { id: key, name: 'register', isRegistrationKey: true },
  ],
  'service-accounts': [{ id: key, email: 'robot@acme.test' }],
  'targets?allTargetsInOrg=true': { Shell: [{ id: gate, agent: { type: 'Windows' } }], Db: null },
};

function serverOf(changes: Record<string, unknown> = {}): OldServer {
  const all = { ...answers, ...changes };
  return {
    get: async (path) => all[path] ?? null,
    list: async (path) => (all[path] ?? []) as unknown[],
  };
}

it('what this product does not accept is left out and listed, and the rest can be applied', async () => {
  const found = await exportOrganization(serverOf());
  const file = parseFile(found.yaml);
  expect(planChanges(file, emptyOrganization, []).faults).toEqual([]);
  const [server, db, ...others] = file.targets.entries.map(({ value }) => value);
  expect(server).toMatchObject({ id: gate, name: 'gate', os: 'Windows' });
  expect(db).toMatchObject({ id: orders, authenticationType: 'Default', databaseType: 'MicrosoftSQLServer' });
  expect(others).toEqual([]);
  const [child, jit] = file.policies.entries.map(({ value }) => value);
  expect(child).toMatchObject({ subjects: ['admin@acme.test'], targets: [gate], targetUsers: ['root'] });
  expect(jit).toMatchObject({ id: ask, groups: ['00g1'], childPolicies: ['Root'], duration: 60 });
  expect(describeExport(found)).toEqual([
    '  1 of 1 users',
    '  1 of 1 groups',
    '  1 of 1 environments',
    '  2 of 3 targets',
    '  3 of 3 policies',
    'What does not come along:',
    expect.stringContaining('1 servers: the address'),
    expect.stringContaining('2 databases: connections'),
    expect.stringContaining('1 API keys, '),
    expect.stringContaining('1 registration keys: '),
    expect.stringContaining('1 service accounts. '),
    expect.stringContaining('1 policies about session recording'),
    expect.stringContaining('1 users: second factors'),
    expect.stringContaining('Open connections'),
    '  - Target "orders": has the authentication Default, not SplitCert, MicrosoftSQLServer.',
    '  - Policy "Root": without the ApiKey "terraform", which gets another id here.',
    `  - Policy "Root": without the user ${orders}, which is unknown.`,
    `  - Policy "Root": without the target ${ask}, which is unknown.`,
    expect.stringContaining('Policy "Root": without targetUsers "-oProxyCommand"'),
    expect.stringContaining('Policy "Root": without verbs "Fly"'),
    expect.stringContaining('Policy "Ask": without duration'),
    expect.stringContaining('Target "gate": left out, because it duplicates targets[0]'),
    '  - User "Admin": its email is "admin@acme.test" here.',
  ]);
});

it('an answer of another shape is refused, with its place', async () => {
  const broken = serverOf({ environments: [environment, { ...environment, name: 7 }] });
  await expect(exportOrganization(broken)).rejects.toThrow('GET /api/v2/environments[1] has another shape');
  await expect(exportOrganization(serverOf({ organization: null }))).rejects.toThrow('no API of BastionZero');
});

it('a policy whose end cannot be read is left out, and does not last for ever', async () => {
  const [root] = answers['policies/target-connect'] as Record<string, unknown>[];
  const found = await exportOrganization(
    serverOf({ 'policies/target-connect': [{ ...root, timeExpires: '2030-01-01' }] }),
  );
  expect(parseFile(found.yaml).policies.entries.map(({ value }) => value.name)).not.toContain('Root');
  expect(found.losses).toContain(
    'Policy "Root": left out, because it must be a time like 2026-01-31T12:00:00Z',
  );
});

it('an organization keeps its id without its name, and a default environment that is not the oldest is listed', async () => {
  const { losses, yaml } = await exportOrganization(
    serverOf({
      organization: { id: orders, name: 'a\nb', timeCreated: time },
      environments: [
        environment,
        { ...environment, id: ask, name: 'old', isDefault: false, timeCreated: '2020-01-01T00:00:00Z' },
      ],
    }),
  );
  expect(parseFile(yaml).organization.id).toBe(orders);
  expect(losses).toContainEqual(expect.stringContaining('Organization: without name'));
  expect(losses).toContain('Environment "prod": is not the default here, because "old" is older');
});

it('any text comes back from the file as it was, or is listed, and no line obeys a terminal', async () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      'yes',
      'null',
      '1e3',
      '#',
      '- a',
      'a: b',
      '"',
      "'",
      '*x',
      '!!js',
      '__proto__',
      '\u001b[2J',
      '{{',
      ' a',
    ),
  );
  await fc.assert(
    fc.asyncProperty(anyText, anyText, async (name, description) => {
      const described = { ...environment, name, description };
      const found = await exportOrganization(serverOf({ environments: [described] }));
      const file = parseFile(found.yaml);
      expect(planChanges(file, emptyOrganization, []).faults).toEqual([]);
      for (const line of describeExport(found)) expect(isOneLine(line)).toBe(true);
      const [entry] = file.environments.entries;
      const losses = found.losses.filter((loss) => loss.includes('Environment "'));
      if (losses.length === 0) expect(entry?.value).toMatchObject({ name, description });
    }),
    { numRuns: 60 },
  );
});
