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

  test('accessible and requestable targets, one line each, separated by tabs in a pipe', async () => {
    const { stdout, stderr, code } = await run('lt');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      'Linux\tprod-api\tprod\tneeds approval\t\nLinux\tprod-web\tprod\tstanding access\t\n',
    );
  });

  test('a table with a header on a terminal', async () => {
    const { stdout } = await world.run(['lt'], { isTerminal: true, env: { NO_COLOR: '1' } });
    expect(stdout).toContain('Type   Name      Environment  Access           Time left\r\n');
    expect(stdout).toContain('Linux  prod-web  prod         standing access\r\n');
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

  test('--detail has the users that can be requested too', async () => {
    const users = ['root', 'deploy'];
    world.server.on('GET access/requestable', ({ query }) => [
      sampleRequestable({
        id: requestId,
        name: 'prod-api',
        ...(query.get('users') && { targetUsers: users }),
      }),
    ]);
    expect((await run('lt', '--detail')).stdout).toBe(
      'Linux\tprod-api\tprod\t\troot, deploy\tneeds approval\t\nLinux\tprod-web\tprod\tOnline\troot\tstanding access\t\n',
    );
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
