import { describe, expect, it } from 'vitest';
import { noTunnel } from '@/lib/core/target/tunnel';
import { notVirtual } from '@/lib/core/target/virtual';
import type {
  OrganizationSnapshot,
  SnapshotPolicy,
  SnapshotWholeTarget,
} from '@/lib/db/policies/organization-snapshot';
import type { IdUse } from '@/lib/db/policies/uses-of-ids';
import { countChanges, planChanges } from './plan-changes';
import { parseFile } from './read-file';

const server: SnapshotWholeTarget = {
  id: 't1',
  environmentId: 'e1',
  name: 'web',
  type: 'Bzero',
  os: 'Linux',
  host: null,
  port: null,
  databaseType: null,
  ...noTunnel,
  ...notVirtual,
  archived: false,
};

const shell: SnapshotPolicy = {
  id: 'p1',
  version: 3,
  document: {
    type: 'TargetConnect',
    name: 'Shell',
    description: '',
    timeExpires: new Date('2030-01-01T00:00:00Z'),
    subjectIds: [],
    groupIds: [],
    targetIds: ['t1'],
    environmentIds: [],
    targetUsers: ['root', 'deploy'],
    targetGroups: [],
    verbs: ['Shell'],
    childIds: [],
    automaticallyApproved: false,
    duration: null,
    recordInput: false,
    mfaEnabled: false,
    mfaDuration: null,
  },
};

const stored: OrganizationSnapshot = {
  users: [{ id: 'u1', email: 'admin@acme.test', role: 'Admin', disabledAt: null }],
  groups: [
    { id: 'g1', name: 'Engineering', aliasOf: null },
    { id: 'g2', name: 'Shared', aliasOf: null },
    { id: 'g3', name: 'Shared', aliasOf: null },
  ],
  environments: [
    { id: 'e1', name: 'prod', description: 'Customers', offlineCleanupTimeoutHours: 24 },
    { id: 'e2', name: 'stage', description: '', offlineCleanupTimeoutHours: 0 },
  ],
  targets: [server, { ...server, id: 't2', environmentId: 'e2' }, { ...server, id: 't3', name: 'api' }],
  policies: [shell],
};

function plan(text: string, organization = stored, uses: IdUse[] = []) {
  const { plan, faults } = planChanges(parseFile(text), organization, uses);
  return { ...plan, ...countChanges(plan), faults: faults.map(({ path, message }) => `${path}: ${message}`) };
}

const policy = (keys: string) =>
  `policies: [{ type: TargetConnect, targetUsers: [root], verbs: [Shell], ${keys} }]`;

describe('targets', () => {
  it('are found by name, or by name and environment', () => {
    const { policies, faults } = plan(policy('name: New, targets: [api, web.stage, web.prod, api.prod]'));
    expect(faults).toEqual([]);
    expect(policies.added[0]?.document.targetIds).toEqual(['t3', 't2', 't1']);
  });

  it('with a name that several environments have need the environment', () => {
    expect(plan(policy('name: New, targets: [web]')).faults).toEqual([
      'policies[0].targets[0]: several targets are named "web". Use web.prod or web.stage',
    ]);
  });

  it('that are archived are not found, unless the file lists them', () => {
    const archived = { ...stored, targets: [{ ...server, name: 'old', archived: true }] };
    expect(plan(policy('name: New, targets: [old]'), archived).faults).toEqual([
      'policies[0].targets[0]: target "old" not found',
    ]);
    const file = `targets: [{ name: old, type: Bzero, environment: prod }]\n${policy('name: New, targets: [old]')}`;
    const { targets, faults } = plan(file, archived);
    expect(faults).toEqual([]);
    expect(targets.changed).toEqual([{ ...server, name: 'old' }]);
  });

  it('keep their type', () => {
    expect(plan('targets: [{ name: web, type: Web, environment: prod }]').faults).toEqual([
      'targets[0].type: a target of type Bzero with this name already exists. Choose another name',
    ]);
  });

  it('of another type than the policy covers are an error', () => {
    expect(plan('policies: [{ type: Proxy, name: New, targets: [api] }]').faults).toEqual([
      'policies[0].targets[0]: "api" is of type Bzero, but a Proxy policy covers Db and Web',
    ]);
  });
});

it('a host with a zone is a fault', () => {
  const { faults } = plan('targets: [{ name: gate, type: Bzero, environment: prod, host: "fe80::1%eth0" }]');
  expect(faults).toEqual(['targets[0].host: must be a host name or an IP address, without port and zone']);
});

describe('the way to RDP and SQL Server', () => {
  const windows = (keys: string) =>
    `targets: [{ name: gate, type: Bzero, environment: prod, host: gate.test }, { name: win, type: Bzero, environment: prod, host: win.test, ${keys} }]`;

  it('is the target’s own SSH, or another server of the file or the organization', () => {
    const own = plan(windows('way: own-ssh, rdpPort: 3390'));
    expect(own.faults).toEqual([]);
    expect(own.targets.added[1]).toMatchObject({ tunnelWay: 'OwnSsh', jumpTargetId: null, rdpPort: 3390 });
    const jump = plan(windows('way: gate.prod'));
    expect(jump.targets.added[1]).toMatchObject({
      tunnelWay: 'Jump',
      jumpTargetId: jump.targets.added[0]?.id,
    });
  });

  it('can’t be itself, nothing, or a server without a host', () => {
    expect(plan(windows('way: win')).faults).toEqual([
      'targets[1].way: must be own-ssh, or the name of another server',
    ]);
    expect(plan(windows('way: api')).faults).toEqual(['targets[1].way: api has no host']);
    expect(plan(windows('way: nowhere')).faults).toEqual([
      'targets[1].way: target "nowhere" not found. Use own-ssh, or the name of a server',
    ]);
    expect(plan('targets: [{ name: win, type: Bzero, environment: prod, way: own-ssh }]').faults).toEqual([
      'targets[0].way: needs the host of the target',
    ]);
  });
});

describe('people and groups', () => {
  it('are found by email, id or name; an unknown group is created', () => {
    const file = policy(
      'name: New, targets: [api], subjects: [ADMIN@acme.test], groups: [Engineering, g2, Later]',
    );
    const { policies, groups, faults } = plan(file);
    expect(faults).toEqual([]);
    expect(policies.added[0]?.document).toMatchObject({
      subjectIds: ['u1'],
      groupIds: ['g1', 'g2', 'Later'],
    });
    expect(groups.added).toEqual([{ id: 'Later', name: 'Later', aliasOf: null }]);
  });

  it('with an ambiguous group name are an error', () => {
    expect(plan(policy('name: New, targets: [api], groups: [Shared]')).faults).toEqual([
      'policies[0].groups[0]: several groups are named "Shared". Use an id: g2, g3',
    ]);
  });

  it('keep at least one active admin', () => {
    const demoted = 'users: [{ email: admin@acme.test, admin: false }';
    expect(plan(`${demoted}]`).faults).toEqual([
      'users[0].admin: removes the last active admin. Make another person an admin',
    ]);
    expect(plan(`${demoted}, { email: new@acme.test, admin: true }]`).faults).toEqual([]);
  });
});

describe('ids', () => {
  const [one, two] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];

  it('are those of the file for what is new, in any case', () => {
    const file = `
users: [{ id: ${one}, email: new@acme.test }]
environments: [{ id: 0000000A-0000-4000-8000-00000000000F, name: lab }]`;
    const { users, environments, faults } = plan(file);
    expect(faults).toEqual([]);
    expect(users.added).toMatchObject([{ id: one, name: 'new@acme.test' }]);
    expect(environments.added).toMatchObject([{ id: '0000000a-0000-4000-8000-00000000000f' }]);
  });

  it('of something else, of another organization or of the same thing twice are errors', () => {
    const uses = [
      { id: one, kind: 'target', name: 'old', isOwn: true },
      { id: two, kind: 'policy', name: 'secret', isOwn: false },
    ];
    const file = `
users: [{ id: ${one}, email: new@acme.test }, { id: 7, email: other@acme.test }]
environments: [{ id: ${two}, name: lab }, { id: ${one}, name: prod }]
policies: [{ id: ${two}, type: Proxy, name: New, environments: [lab] }]`;
    expect(plan(file, stored, uses).faults).toEqual([
      'users[1].id: must be a UUID',
      `users[0].id: is the id of the target "old"`,
      'environments[0].id: is an id of another organization',
      'environments[1].id: duplicates users[0]',
      'policies[0].id: duplicates environments[0]',
    ]);
    expect(plan(`environments: [{ id: ${one}, name: prod }]`).faults).toEqual([
      'environments[0].id: must be e1, which is the id here',
    ]);
  });

  it('choose between an archived target and a new one of the same name', () => {
    const archived = { ...stored, targets: [{ ...server, id: one, archived: true }] };
    const file = (id: string) => `targets: [{ id: ${id}, name: web, type: Bzero, environment: prod }]`;
    expect(plan(file(one), archived).targets.changed).toMatchObject([{ id: one, archived: false }]);
    expect(plan(file(two), archived).targets.added).toMatchObject([{ id: two }]);
  });

  it('let a policy cover nothing, as on the server that it comes from', () => {
    const file = `policies: [{ id: ${one}, type: JustInTime, name: J }, { id: ${two}, type: Proxy, name: P }]`;
    expect(plan(file)).toMatchObject({ faults: [], created: 2 });
  });
});

describe('aliases of groups', () => {
  it('are new groups, or known ones that become aliases; a policy refers to either', () => {
    const file = `
groups: [{ id: g1, aliases: [old-1, g2] }, { id: Ops, name: Operations, aliases: [old-2] }]
${policy('name: New, targets: [api], groups: [old-1, Operations, g1]')}`;
    const { groups, policies, faults } = plan(file);
    expect(faults).toEqual([]);
    expect(groups).toEqual({
      added: [
        { id: 'Ops', name: 'Operations', aliasOf: null },
        { id: 'old-1', name: 'Engineering', aliasOf: 'g1' },
        { id: 'old-2', name: 'Operations', aliasOf: 'Ops' },
      ],
      aliased: [{ id: 'g2', name: 'Shared', aliasOf: 'g1' }],
    });
    expect(policies.added[0]?.document.groupIds).toEqual(['old-1', 'Ops', 'g1']);
  });

  it('change nothing the second time', () => {
    const groups = [...stored.groups, { id: 'old-1', name: 'Engineering', aliasOf: 'g1' }];
    expect(plan('groups: [{ id: g1, aliases: [old-1] }]', { ...stored, groups })).toMatchObject({
      faults: [],
      created: 0,
      changed: 0,
    });
  });

  it('of two groups, of themselves and of aliases are errors', () => {
    const groups = [...stored.groups, { id: 'old-1', name: 'Engineering', aliasOf: 'g1' }];
    const file = `groups:
      - { id: g2, aliases: [old-1, g2, g1] }
      - { id: old-1, aliases: [new] }
      - { id: g3, aliases: [g2] }
      - { id: g3 }`;
    expect(plan(file, { ...stored, groups }).faults).toEqual([
      'groups[3].id: duplicates groups[2]',
      'groups[1].id: is an alias of the group g1',
      'groups[0].aliases[0]: is an alias of the group g1',
      'groups[0].aliases[1]: is the id of the group itself',
      'groups[0].aliases[2]: is a group that this file lists, or that has aliases itself',
      'groups[2].aliases[0]: is a group that this file lists, or that has aliases itself',
    ]);
  });
});

describe('what BastionZero has too', () => {
  it('stays where the file says nothing', () => {
    const virtual = {
      ...server,
      type: 'Db' as const,
      os: null,
      databaseType: 'MySQL',
      localPort: 5,
      proxyEnvironmentId: 'e2',
    };
    const file = `environments: [{ name: prod }]
targets: [{ name: web, type: Db, databaseType: MySQL, environment: prod }]`;
    expect(plan(file, { ...stored, targets: [virtual] })).toMatchObject({ faults: [], changed: 0 });
    const changed = file
      .replace('name: prod }', 'name: prod, description: "" }')
      .replace('MySQL,', 'MySQL, proxyTarget: gate,');
    const gate = { ...server, id: 't9', name: 'gate' };
    const { environments, targets } = plan(changed, { ...stored, targets: [virtual, gate] });
    expect(environments.changed).toMatchObject([
      { id: 'e1', description: '', offlineCleanupTimeoutHours: 24 },
    ]);
    expect(targets.changed).toMatchObject([{ localPort: 5, proxyTargetId: 't9', proxyEnvironmentId: null }]);
  });

  it('is checked: one proxy that exists, and only on targets that have it', () => {
    const file = `targets:
      - { name: a, type: Db, environment: prod, proxyTarget: web.prod, proxyEnvironment: stage }
      - { name: b, type: Web, environment: prod, proxyTarget: nowhere, authenticationType: Default }
      - { name: c, type: Bzero, environment: prod, localPort: 80 }
      - { name: d, type: Db, environment: prod, authenticationType: SplitCert, databaseType: Oracle }
      - { name: g, type: Db, environment: prod, cloudServiceProvider: AWS }
      - { name: h, type: Db, environment: prod, authenticationType: Default, cloudServiceProvider: AWS }
      - { name: i, type: Db, environment: prod, authenticationType: ServiceAccountInjection, cloudServiceProvider: AWS, databaseType: MySQL, host: db.test }
      - { name: e, type: Web, environment: prod, proxyTarget: b }
      - { name: f, type: Web, environment: prod, proxyEnvironment: nowhere }`;
    expect(plan(file).faults).toEqual([
      'targets[0].proxyEnvironment: excludes proxyTarget. Use one of both',
      'targets[1].authenticationType: is only for targets of type Db',
      'targets[2].localPort: is only for targets of type Db and Web',
      'targets[3].databaseType: must be CockroachDB, MariaDB, MySQL, Postgres, MongoDB with SplitCert',
      'targets[4].authenticationType: must be Default, SplitCert, ServiceAccountInjection',
      'targets[5].cloudServiceProvider: is not for Default',
      'targets[6].host: must begin with rdsmysql://',
      'targets[1].proxyTarget: target "nowhere" not found',
      'targets[7].proxyTarget: must be the name of a server or a cluster',
      'targets[8].proxyEnvironment: environment "nowhere" not found',
    ]);
  });
});

describe('policies', () => {
  it('change if they differ, and keep their expiry date; the order of a list does not matter', () => {
    const same =
      'policies: [{ type: TargetConnect, name: Shell, targets: [web.prod], verbs: [Shell], targetUsers: [deploy, root] }]';
    expect(plan(same)).toMatchObject({ faults: [], created: 0, changed: 0 });
    const { policies, changed } = plan(same.replace('deploy, root', 'root'));
    expect(changed).toBe(1);
    expect(policies.changed[0]).toEqual({
      id: 'p1',
      version: 3,
      document: { ...shell.document, targetUsers: ['root'] },
    });
  });

  it('have a name that is unique across types', () => {
    expect(plan('policies: [{ type: JustInTime, name: Shell, childPolicies: [Shell] }]').faults).toContain(
      'policies[0].name: a TargetConnect policy "Shell" already exists. Choose another name',
    );
  });

  it('find their children anywhere in the file', () => {
    const file = `policies:
      - { type: JustInTime, name: J, childPolicies: [C, Shell] }
      - { type: Proxy, name: C, environments: [prod] }`;
    const { policies, faults } = plan(file);
    expect(faults).toEqual([]);
    const [jit, child] = policies.added;
    expect(child?.document.name).toBe('C');
    expect(jit?.document.childIds).toEqual([child?.id, 'p1']);
  });

  it('that break a rule have errors with paths (R5)', () => {
    const file = `policies:
      - { type: JustInTime, name: J }
      - { type: JustInTime, name: K, childPolicies: [J] }
      - { type: TargetConnect, name: T }
      - { type: Kubernetes, name: N, clusterUsers: [admin] }`;
    expect(plan(file).faults).toEqual([
      'policies[0].childPolicies: Add at least one access policy.',
      'policies[1].childPolicies[0]: "J" is of type JustInTime, but a JustInTime policy includes TargetConnect, Kubernetes, Proxy',
      'policies[2].targets: Add at least one target or environment.',
      'policies[2].targetUsers: Add at least one target user.',
      'policies[2].verbs: Add at least one action.',
      'policies[3].clusters: Add at least one target or environment.',
    ]);
  });
});

describe('errors', () => {
  it('in shape and in references are reported together, each once', () => {
    const file = `
users: [{ email: nobody }]
environments: [{ name: lab, color: red }]
targets: [{ name: db, type: Foo, environment: lab }, { name: c, type: Cluster, environment: nowhere }]
policies:
  - { type: TargetConnect, name: T, targets: [db], targetUsers: [1], verbs: [Shell] }
  - { type: Kubernetes, name: K, clusters: [c], environments: [lab], color: red }
  - { type: JustInTime, name: J, childPolicies: [T, x], subjects: [who@acme.test] }`;
    expect(plan(file).faults).toEqual([
      'users[0].email: must be an email address',
      expect.stringContaining('environments[0].color: is not a key of an environment'),
      expect.stringContaining('targets[0].type: must be Bzero'),
      'policies[0].targetUsers[0]: must be text. Put it in quotes',
      expect.stringContaining('policies[1].color: is not a key of a Kubernetes policy'),
      'targets[1].environment: environment "nowhere" not found',
      'policies[2].subjects[0]: user "who@acme.test" not found',
      'policies[2].childPolicies[1]: policy "x" not found',
    ]);
  });

  it('report duplicates', () => {
    const file = `
users: [{ email: a@acme.test }, { email: A@acme.test }]
environments: [{ name: lab }, { name: lab }]
targets:
  - { name: a, type: Web, environment: prod }
  - { name: a, type: Web, environment: stage }
  - { name: a, type: Web, environment: prod }
policies: [{ type: Proxy, name: P, environments: [lab] }, { type: Proxy, name: P, environments: [lab] }]`;
    expect(plan(file).faults).toEqual([
      'users[1].email: duplicates users[0]',
      'environments[1].name: duplicates environments[0]',
      'targets[2].name: duplicates targets[0]',
      'policies[1].name: duplicates policies[0]',
    ]);
  });
});
