import { beforeEach, describe, expect, test } from 'vitest';
import { useZli } from '@/test/run-zli';
import { engineer, sampleListed, sampleLists, targetId } from '@/test/zli-samples';
import { refuse } from '@/test/zli-server';

const world = useZli();
const run = (...args: string[]) => world.run(args);

describe('for admins', () => {
  const policy = {
    id: '1',
    type: 'JustInTime',
    name: 'Fix prod',
    subjects: [
      { id: engineer.id, type: 'User' },
      { id: 'gone', type: 'User' },
    ],
    groups: [{ id: 'g', name: 'Engineering' }],
    childPolicies: [{ id: '2', type: 'TargetConnect', name: 'Root on prod' }],
    automaticallyApproved: false,
    duration: 90,
  };
  const child = {
    id: '2',
    type: 'TargetConnect',
    name: 'Root on prod',
    subjects: [],
    groups: [],
    environments: [],
    targets: [
      { id: targetId, type: 'Bzero' },
      { id: 'gone', type: 'Bzero' },
    ],
    targetUsers: [{ userName: 'root' }],
    verbs: [{ type: 'Shell' }],
  };

  beforeEach(() => {
    world.server.on('GET policies/{type}', []);
    world.server.on('GET policies/just-in-time', [policy]);
    world.server.on('GET policies/target-connect', [child]);
    world.server.on('GET users', [{ ...engineer, fullName: 'Engineer', isAdmin: false, lastLogin: null }]);
    world.server.on('GET environments', []);
    world.server.on('GET targets', () => sampleLists({ Shell: [sampleListed()] }));
  });

  test('policies by type, with names instead of ids', async () => {
    const { stdout, stderr } = await run('policy', 'list');
    expect(stdout.split('\n').map((line) => line.split('\t'))).toEqual([
      [
        'Fix prod',
        'JustInTime',
        'engineer@acme.test, USER DELETED; Groups: Engineering',
        'Child Policies: Root on prod',
        'No',
        '1 hour 30 minutes',
      ],
      ['Root on prod', 'TargetConnect', '', 'prod-web, TARGET DELETED', 'root', 'Shell'],
      [''],
    ]);
    expect(stderr).toBe(
      ['Kubernetes', 'Proxy', 'Session Recording', 'Organization Controls']
        .map((type) => `There are no available ${type} policies\n`)
        .join(''),
    );
  });

  test('policies that are not enforced, which say so', async () => {
    const { childPolicies: _, automaticallyApproved, duration, ...common } = policy;
    const recording = { ...common, type: 'SessionRecording', name: 'Record', recordInput: true };
    const controls = { ...common, type: 'OrganizationControls', name: 'MFA', subjects: [] };
    world.server.on('GET policies/session-recording', [recording]);
    world.server.on('GET policies/organization-controls', [
      { ...controls, mfaEnabled: true, mfaDuration: null },
    ]);
    const list = async (type: string) => (await run('policy', 'list', type)).stdout;
    expect(await list('sessionrecording')).toMatch(/^Record\tSessionRecording\t.*\tYes\tNo\n$/);
    expect(await list('organizationcontrols')).toBe(
      'MFA\tOrganizationControls\tGroups: Engineering\t\tYes\t\tNo\n',
    );
  });

  test('one type, as JSON', async () => {
    expect(JSON.parse((await run('policy', 'list', 'just-in-time', '--json')).stdout)).toEqual([policy]);
  });

  test('users', async () => {
    expect((await run('users')).stdout).toBe('Engineer\tengineer@acme.test\tUser\tnever\n');
  });

  test.each([[['users']], [['policy', 'list']]])('%o is refused to others', async (args) => {
    for (const route of ['GET users', 'GET policies/{type}', 'GET policies/just-in-time'])
      world.server.on(route, () => refuse(403, 'forbidden', 'Only admins may do this.'));
    expect(await run(...args)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'Only admins can run this command.\n',
    });
  });
});
