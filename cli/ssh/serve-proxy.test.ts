import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '@/server/free-port';
import { inTerminal, useZli } from '@/test/run-zli';
import { connectionId, inSeconds, sampleListed, sampleLists } from '@/test/zli-samples';
import { refuse } from '@/test/zli-server';
import { useSshd } from '@/test/zli-sshd';

const world = useZli();
const served = useSshd(world);
let config = '';

/** The configuration as `zli generate sshConfig` writes it, for a `zli` that ssh then starts by itself. */
beforeAll(async () => {
  config = join(world.programs, 'config');
  const user = [{ userName: served.account }];
  world.server.on('GET targets', () => sampleLists({ Shell: [sampleListed({ allowedTargetUsers: user })] }));
  await world.run([
    'generate',
    'sshConfig',
    '--mySshPath',
    config,
    '--bzSshPath',
    join(world.programs, 'bz'),
  ]);
});

const environment = { ...process.env, SSH_AUTH_SOCK: '', HOME: '/nowhere' };

async function ssh(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const call = promisify(execFile)('ssh', ['-F', config, ...args], { env: environment });
  call.child.stdin?.end();
  return call.then(
    (done) => ({ code: 0, ...done }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

const left = () => readdirSync(join(world.folder, 'ssh'));

test('ssh connects to a server by name, and no files are left', async () => {
  expect(await ssh('prod-web', 'echo', 'in')).toEqual({ code: 0, stdout: 'in\n', stderr: '' });
  expect(world.server.calls.find(({ path }) => path === 'connections/universal')?.body).toMatchObject({
    targetName: 'prod-web',
    targetUser: served.account,
  });
  await expect.poll(() => world.server.count(`PATCH connections/${connectionId}/close`)).toBe(1);
  await expect.poll(left).toEqual([]);
});

test('ssh connects to an unlisted target as bzero-NAME', async () => {
  world.server.on('POST connections/universal', ({ body }) =>
    body.targetName === 'other' ? served.connection() : refuse(404, 'not-found', '…'),
  );
  expect(await ssh(`${served.account}@bzero-other`, 'echo', 'in')).toMatchObject({ code: 0, stdout: 'in\n' });
});

test('ssh connects to a server at an IPv6 address', async () => {
  served.connect({ remoteHost: '[::1]' });
  expect(await ssh('prod-web', 'echo', 'in')).toMatchObject({ code: 0, stdout: 'in\n' });
});

test('two sessions can run at the same time', async () => {
  const both = await Promise.all([
    ssh('prod-web', 'sleep 1; echo one'),
    ssh('prod-web', 'sleep 1; echo two'),
  ]);
  expect(both.map(({ code, stdout }) => [code, stdout])).toEqual([
    [0, 'one\n'],
    [0, 'two\n'],
  ]);
  await expect.poll(left).toEqual([]);
});

test('scp works over it', async () => {
  const file = join(world.programs, 'sent');
  writeFileSync(file, 'content');
  await promisify(execFile)('scp', ['-F', config, file, `prod-web:${file}-there`], { env: environment });
  expect(readFileSync(`${file}-there`, 'utf8')).toBe('content');
});

test('a host key other than the stored one is refused; without one, the first is kept', async () => {
  const { hostKey } = served.sshd;
  served.connect({ serverIdentity: `${hostKey.slice(0, -6)}AAAAAA` });
  expect(await ssh('prod-web', 'true')).toMatchObject({
    code: 255,
    stderr: expect.stringContaining('verification failed'),
  });
  const targetId = '99999999-9999-4999-8999-999999999999';
  served.connect({ targetId, serverIdentity: null });
  expect(await ssh('prod-web', 'echo', 'in')).toMatchObject({ code: 0, stdout: 'in\n' });
  expect(readdirSync(join(world.folder, 'hosts'))).toContain(targetId);
});

test('the end of access ends ssh, with the reason', async () => {
  const child = spawn('ssh', ['-F', config, 'prod-web', 'echo ready; sleep 600'], { env: environment });
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  await once(child.stdout, 'data');
  served.closed = { closeReason: 'access-ended', message: 'Your access to prod-web ended.' };
  const [code] = await once(child, 'close');
  expect({ code, stderr }).toEqual({
    code: 255,
    stderr: expect.stringContaining('Your access to prod-web ended.'),
  });
});

test('ssh in a terminal reads a line a few minutes before the end', async () => {
  const [command = '', ...args] = inTerminal([
    'ssh',
    '-tt',
    '-F',
    config,
    'prod-web',
    'echo ready; sleep 600',
  ]);
  const child = spawn(command, args, { env: environment });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  await expect.poll(() => output).toContain('ready');
  served.accessEnds = inSeconds(300);
  await expect.poll(() => output).toMatch(/\r\nYour access to prod-web\.prod ends at \d\d:\d\d \(in 5 min\)/);
  expect(output).toMatch(/run in another terminal: zli request \S+@prod-web\.prod\r\n/);
  served.closed = { closeReason: 'access-ended', message: 'Over.' };
  await once(child, 'close');
  expect(output.match(/To request more time/g)).toHaveLength(1);
});

test('its own exit code is 8, or 7 after the edit of a policy', async () => {
  for (const [closeReason, code] of [
    ['access-ended', 8],
    ['policy-edited', 7],
  ] as const) {
    served.closed = null;
    const zli = world.start(['ssh-proxy', 'prod-web', '22', served.account, join(world.folder, 'ssh', 'x')], {
      isOpen: true,
    });
    await zli.waitForOutput('SSH-2.0');
    served.closed = { closeReason, message: 'Over.' };
    expect(await zli.ended).toMatchObject({ code, stderr: 'Over.\n' });
  }
});

test('prints the message of the server without access', async () => {
  world.server.on('POST connections/universal', () =>
    refuse(403, 'no-access', "You don't have access to prod-web. You can request it."),
  );
  const { code, stderr } = await ssh('prod-web', 'true');
  expect(code).toBe(255);
  expect(stderr).toContain("You don't have access to prod-web. You can request it.");
});

test('names the clock when the server refuses the certificate', async () => {
  served.connect({ targetUser: 'nobody' });
  const { code, stderr } = await ssh('nobody@prod-web', 'true');
  expect(code).toBe(255);
  expect(stderr).toContain('prod-web.prod refused the certificate. Either its clock differs');
});

test('an editor’s remote session is told which action its forwarding needs', async () => {
  const { code, stdout, stderr } = await ssh('-T', '-D', String(await freePort()), 'prod-web', 'echo', 'in');
  expect([code, stdout]).toEqual([0, 'in\n']);
  expect(stderr).toContain('has the action Shell, which forwards no ports');
  expect(stderr).toContain(
    `needs the action Tunnel, in a session without a command (ssh -N). Request it with: zli request ${served.account}@prod-web.prod --protocol tunnel\n`,
  );
  expect(stderr).toContain('which no action gives');
});

test('ssh that only forwards gets the action Tunnel', async () => {
  world.server.on('POST connections/universal', ({ body }) =>
    served.connection({ verbType: body.verbType as 'Tunnel' }),
  );
  const { stdout, stderr } = await ssh('-W', `127.0.0.1:${served.sshd.port}`, 'prod-web');
  expect(stdout).toContain('SSH-2.0-');
  expect(stderr).toBe('');
  expect(world.server.calls.find(({ path }) => path === 'connections/universal')?.body).toMatchObject({
    verbType: 'Tunnel',
  });
});

describe('the settings that a person has for all hosts', () => {
  const ownSettings = `
Host *
  ProxyCommand false
  ProxyJump nowhere
  ControlMaster auto
  ControlPath /tmp/zli-test-%C
  ControlPersist yes
  StrictHostKeyChecking no
  UserKnownHostsFile /dev/null
  KnownHostsCommand /usr/bin/printf '* %t %K'
  VerifyHostKeyDNS yes
  IdentityAgent none
  IdentityFile /nowhere/key
  IdentitiesOnly yes
  PubkeyAuthentication no
  PubkeyAcceptedAlgorithms rsa-sha2-512
  PreferredAuthentications password
  ProxyUseFdpass yes
  CanonicalizeHostname always
  ForwardAgent yes
  HostKeyAlias other
  User other
`;
  beforeAll(() => appendFileSync(config, ownSettings));

  test('neither break a connection nor outlast it', async () => {
    expect(await ssh('prod-web', 'echo', 'in')).toEqual({ code: 0, stdout: 'in\n', stderr: '' });
    expect(await ssh('-O', 'check', 'prod-web')).not.toMatchObject({ code: 0 });
  });

  test('trust no other host key', async () => {
    const { hostKey } = served.sshd;
    served.connect({ serverIdentity: `${hostKey.slice(0, -6)}AAAAAA` });
    expect(await ssh('prod-web', 'true')).toMatchObject({
      code: 255,
      stderr: expect.stringContaining('verification failed'),
    });
  });
});
