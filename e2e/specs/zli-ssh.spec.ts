import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createGrant, end, expect, test } from '@/e2e/fixtures/terminal-test';
import { users } from '@/e2e/fixtures/users';

test('ssh connects to a target by name until the access ends', async ({ terminalAs, server: _, pass }) => {
  const { zli, folder } = await terminalAs(users.engineer);
  const config = join(folder, 'config');
  const generate = () =>
    zli('generate', 'sshConfig', '--mySshPath', config, '--bzSshPath', join(folder, 'bz'));
  expect(await end(generate())).toMatchObject({
    code: 0,
    output: expect.stringContaining('removed its ssh configuration'),
  });

  await createGrant(users.engineer, 'prod-web');
  expect(await end(generate())).toMatchObject({
    code: 0,
    output: expect.stringContaining('ssh can now reach prod-web.prod.'),
  });
  const ssh = ['-F', config, 'prod-web.prod'];
  expect((await promisify(execFile)('ssh', [...ssh, 'whoami'])).stdout).toBe('root\n');

  const session = spawn('ssh', [...ssh, 'echo in; sleep 600']);
  let output = '';
  session.stderr.on('data', (text) => {
    output += text;
  });
  await once(session.stdout, 'data');
  await pass(61);
  const [code] = await once(session, 'close');
  expect({ code, output }).toEqual({
    code: 255,
    output: expect.stringContaining(
      'ended: it expired. Request it again with: zli request root@prod-web.prod',
    ),
  });

  const refused = await promisify(execFile)('ssh', [...ssh, 'true']).catch((error) => error);
  expect(refused.stderr).toContain("You don't have access to prod-web.");
  await end(generate());
  expect([existsSync(config), existsSync(join(folder, 'bz'))]).toEqual([false, false]);
});
