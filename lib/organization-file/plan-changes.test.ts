import { describe, expect, it } from 'vitest';
import { noTunnel } from '@/lib/core/target/tunnel';
import type {
  OrganizationSnapshot,
  SnapshotPolicy,
  SnapshotTarget,
} from '@/lib/db/policies/organization-snapshot';
import { countChanges, planChanges } from './plan-changes';
import { parseFile } from './read-file';

const server: SnapshotTarget = {
  id: 't1',
  environmentId: 'e1',
  name: 'web',
  type: 'Bzero',
  os: 'Linux',
  host: null,
  port: null,
  databaseType: null,
  ...noTunnel,
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
    { id: 'g1', name: 'Engineering' },
    { id: 'g2', name: 'Shared' },
    { id: 'g3', name: 'Shared' },
  ],
  environments: [
    { id: 'e1', name: 'prod' },
    { id: 'e2', name: 'stage' },
  ],
  targets: [server, { ...server, id: 't2', environmentId: 'e2' }, { ...server, id: 't3', name: 'api' }],
  policies: [shell],
};

function plan(text: string, organization = stored) {
  const { plan, faults } = planChanges(parseFile(text), organization);
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
    expect(groups).toEqual([{ id: 'Later', name: 'Later' }]);
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
      'environments[0].color: is not a key of an environment. Use name',
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
