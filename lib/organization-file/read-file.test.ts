import { describe, expect, it } from 'vitest';
import { AccessError } from '@/lib/core/error';
import { parseFile, readFile } from './read-file';

/** The errors in the shape of a file, as text. */
function faultsOf(text: string): string[] {
  return parseFile(text).faults.map(({ path, message }) => `${path}: ${message}`);
}

/** The faults of a text that is no YAML at all. */
function refusal(text: string): string[] {
  try {
    parseFile(text);
  } catch (error) {
    if (error instanceof AccessError) return error.faults.map(({ path, message }) => `${path}: ${message}`);
  }
  throw new Error('the file was read');
}

describe('a valid file', () => {
  it('can omit all sections, or leave them empty', () => {
    for (const text of ['', '# nothing yet\n', '{}', 'users:\npolicies: []']) {
      const { faults, users, policies } = parseFile(text);
      expect([faults, users.entries, policies.entries]).toEqual([[], [], []]);
    }
  });

  it('can be JSON, also indented with tabs', () => {
    const json = '{\n\t"environments": [\n\t\t{ "name": "prod" }\n\t]\n}';
    expect(parseFile(json)).toEqual(parseFile('environments:\n  - name: prod\n'));
  });

  it('has emails in lower case, and no role unless it is written', () => {
    const { users } = parseFile(
      'users: [{ email: " Engineer@Acme.TEST " }, { email: a@acme.test, admin: false }]',
    );
    expect(users.entries.map(({ value }) => value)).toEqual([
      { email: 'engineer@acme.test' },
      { email: 'a@acme.test', admin: false },
    ]);
  });

  it('has defaults for what a policy omits', () => {
    const { policies } = parseFile('policies: [{ type: JustInTime, name: J, childPolicies: [C] }]');
    expect(policies.entries[0]?.value).toEqual({
      type: 'JustInTime',
      name: 'J',
      description: '',
      subjects: [],
      groups: [],
      childPolicies: ['C'],
      automaticallyApproved: false,
      duration: 60,
    });
  });
});

describe('errors', () => {
  it.each([
    ['users:\n  - email: a@b\n   admin: true\n', 'line 3, column 1: '],
    ['{ "users": [', 'line 1, column 13: '],
    ['users: []\nusers: []\n', 'line 2, column 1: Map keys must be unique'],
    ['users: !!person []', 'line 1, column 8: '],
    ['users: *nobody', 'the file: '],
  ])('in syntax have line and column: %j', (text, fault) => {
    expect(refusal(text)[0]).toContain(fault);
  });

  it.each([
    [
      '[]',
      'the file: must be a mapping with the keys organization, users, groups, environments, targets, policies',
    ],
    [
      'user: []',
      'user: is not a key of the file. Use organization, users, groups, environments, targets, policies',
    ],
    ['users: 3', 'users: must be a list'],
    ['users: [engineer]', 'users[0]: must be a mapping with the keys id, email, name, admin, createdAt'],
    ['users: [{ email: engineer }]', 'users[0].email: must be an email address'],
    ['users: [{ email: a@b, admin: yes }]', 'users[0].admin: must be true or false'],
    ['environments: [{ name: 7 }]', 'environments[0].name: must be text. Put it in quotes'],
    [
      'environments: [{ name: "a\\0b" }]',
      'environments[0].name: must be one line without invisible characters',
    ],
    ['targets: [{ name: a, type: Web }]', 'targets[0].environment: is missing'],
    [
      'targets: [{ name: a, type: Db, environment: e, os: Linux }]',
      'targets[0].os: is only for targets of type Bzero',
    ],
    [
      'targets: [{ name: a, type: Db, environment: e, port: 0 }]',
      'targets[0].port: must be a port from 1 to 65535',
    ],
    [
      'policies: [{ name: a }]',
      'policies[0].type: must be JustInTime, TargetConnect, Kubernetes, Proxy, SessionRecording or OrganizationControls',
    ],
    [
      'policies: [{ type: JustInTime, name: a, duration: 43201 }]',
      'policies[0].duration: must be a whole number of minutes from 1 to 43200',
    ],
    [
      'policies: [{ type: TargetConnect, name: a, verbs: [Shell, Fly] }]',
      'policies[0].verbs[1]: must be Shell, FileTransfer, Tunnel, RDP or SQLServer',
    ],
    [
      'policies: [{ type: Kubernetes, name: a, targetUsers: [root] }]',
      'policies[0].targetUsers: is not a key of a Kubernetes policy. Use type, id, name, description, timeExpires, subjects, groups, clusters, environments, clusterUsers, clusterGroups',
    ],
  ])('in shape have a path: %s', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it('are reported together', () => {
    expect(
      faultsOf('users: [{}]\nfoo: 1\npolicies: [{ type: Proxy, name: a, verb: x, targetUser: y }]'),
    ).toEqual([
      expect.stringContaining('foo: '),
      'users[0].email: is missing',
      expect.stringContaining('policies[0].verb: '),
      expect.stringContaining('policies[0].targetUser: '),
    ]);
  });

  it('say that a file is not found', async () => {
    await expect(readFile('/nowhere.yaml')).rejects.toThrow('/nowhere.yaml: file not found');
  });
});
