import { beforeEach, describe, expect, test } from 'vitest';
import { useZli } from '@/test/run-zli';
import { requestId, sampleListed, sampleLists, sampleRequestable } from '@/test/zli-samples';

const world = useZli();
const run = (...args: string[]) => world.run(args);

describe('list-targets', () => {
  beforeEach(() => {
    world.server.calls.length = 0;
    world.server.on('GET targets', () => sampleLists({ Shell: [sampleListed()] }));
    world.server.on('GET access/requestable', () => [sampleRequestable({ id: requestId, name: 'prod-api' })]);
  });

  test('a table of accessible and requestable targets', async () => {
    const { stdout, stderr, code } = await run('lt');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/│ Linux +│ prod-api +│ prod +│ needs approval +│ +│/);
    expect(stdout).toMatch(/│ Linux +│ prod-web +│ prod +│ standing access +│ +│/);
    expect(stdout).not.toContain('\u001b[');
  });

  test('JSON has the fields of the original client, and access, accessExpirationTime and jit', async () => {
    const [row] = JSON.parse((await run('list-targets', '--json', '--name', 'web')).stdout);
    expect(Object.keys(row)).toEqual([
      'id',
      'name',
      'environmentId',
      'environmentName',
      'type',
      'agentVersion',
      'status',
      'targetUsers',
      'region',
      'agentPublicKey',
      'access',
      'accessExpirationTime',
      'jit',
    ]);
  });

  test('targets of another person, for admins', async () => {
    await run('lt', '--user', 'dba@acme.test');
    expect(world.server.calls.map(({ path, query }) => `${path}?${query}`)).toEqual([
      'targets?userEmail=dba%40acme.test',
    ]);
  });

  test('no targets: a message, and an empty list in JSON', async () => {
    expect(await run('lt', '--env', 'nowhere')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('No targets match.'),
    });
    expect((await run('lt', '--env', 'nowhere', '--json')).stdout).toBe('[]\n');
    expect((await run('--silent', 'lt', '--env', 'nowhere')).stderr).toBe('');
  });
});
