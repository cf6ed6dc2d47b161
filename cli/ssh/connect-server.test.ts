import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, connect as dial } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freePort } from '@/server/free-port';
import { useZli } from '@/test/run-zli';
import { connectionId, inSeconds } from '@/test/zli-samples';
import { refuse } from '@/test/zli-server';
import { useSshd } from '@/test/zli-sshd';

const world = useZli();
const served = useSshd(world);

const closes = () => world.server.count(`PATCH connections/${connectionId}/close`);
const credentials = () => world.server.count(`POST connections/${connectionId}/credential`);
const connect = (...args: string[]) => world.start(['connect', `${served.account}@prod-web.prod`, ...args]);

describe('a command', () => {
  test('its output, exit code and arguments are unchanged', async () => {
    const words = ['a b', "it's", '$HOME', '*', '', 'x;y'];
    const run = await connect('--', 'printf', '[%s]', ...words).ended;
    expect(run).toMatchObject({ code: 0, stdout: words.map((word) => `[${word}]`).join(''), stderr: '' });
    expect((await connect('--', 'sh', '-c', 'exit 42').ended).code).toBe(42);
    expect((await connect('--', 'echo a b | wc -w').ended).stdout.trim()).toBe('2');
    expect(closes()).toBe(3);
  });

  test('it reads stdin', async () => {
    const run = world.run(['connect', `${served.account}@prod-web`, '--', 'tr', 'a-z', 'A-Z'], {
      input: 'loud',
    });
    expect((await run).stdout).toBe('LOUD');
  });

  test('the chosen target user is printed, and no files are left', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zli-test-'));
    const run = await world.run(['connect', 'prod-web', '--', 'id', '-un'], { env: { TMPDIR: folder } });
    expect(run).toMatchObject({
      code: 0,
      stdout: `${served.account}\n`,
      stderr: `Using target user: ${served.account}\n`,
    });
    expect(readdirSync(folder).filter((name) => name.startsWith('zli-'))).toEqual([]);
  });

  test('the user’s ssh configuration, keys and agent are ignored', async () => {
    const run = await world.run(['-s', 'connect', 'prod-web', '--', 'true'], {
      env: { SSH_AUTH_SOCK: '/nowhere', HOME: '/nowhere' },
    });
    expect(run).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('the host key is verified', () => {
  test('a host key other than the stored one is refused', async () => {
    const { hostKey } = served.sshd;
    served.connect({ serverIdentity: `${hostKey.slice(0, -6)}AAAAAA` });
    expect(await connect('--', 'true').ended).toMatchObject({
      code: 255,
      stderr: expect.stringContaining('verification failed'),
    });
  });

  test('without a stored key, the first one is kept for the target and others are refused', async () => {
    const id = '99999999-9999-4999-8999-999999999999';
    served.connect({ targetId: id, serverIdentity: null });
    expect(await connect('--', 'true').ended).toMatchObject({
      code: 0,
      stderr: 'First connection to prod-web.prod: zli stores its host key and refuses others from now on.\n',
    });
    expect(await connect('--', 'true').ended).toMatchObject({ code: 0, stderr: '' });
    const kept = join(world.folder, 'hosts', id);
    const [, , key = ''] = readFileSync(kept, 'utf8').trim().split(' ');
    expect(served.sshd.hostKey).toContain(key);
    expect((statSync(join(world.folder, 'hosts')).mode & 0o777).toString(8)).toBe('700');
    writeFileSync(kept, readFileSync(kept, 'utf8').replace(key, `${key.slice(0, -6)}AAAAAA`));
    expect(await connect('--', 'true').ended).toMatchObject({ code: 255 });
  });

  test.each(['-oProxyCommand=id', 'a b', '', 'fe80::1%eth0', '[::1'])(
    'an address "%s" never becomes an option of ssh',
    async (remoteHost) => {
      served.connect({ remoteHost });
      expect(await connect('--', 'true').ended).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("zli can't use the address of"),
      });
      expect(credentials()).toBe(0);
    },
  );
});

describe('a machine that is started for the session', () => {
  const route = 'GET connections/dynamic-access/{id}';
  const pending = { connectionState: 'Pending', remoteHost: '', remotePort: 22, serverIdentity: null };
  const startMachine = () => served.connect({ ...pending, isStarting: true });

  test('zli waits until it has registered, and connects to it', async () => {
    startMachine();
    const { port: remotePort, hostKey: serverIdentity } = served.sshd;
    const open = { connectionState: 'Open', remoteHost: '127.0.0.1', remotePort, serverIdentity };
    world.server.on(route, () => (world.server.count(route) === 1 ? pending : open));
    expect(await connect('--', 'echo', 'in').ended).toMatchObject({
      code: 0,
      stdout: 'in\n',
      stderr: 'Starting a machine for this session on prod-web. Ctrl-C stops it.\n',
    });
    expect([credentials(), closes()]).toEqual([1, 1]);
  });

  test('if it can’t be started, zli says why', async () => {
    startMachine();
    const provisioningServerErrorMessage = 'The start webhook answered 503.';
    world.server.on(route, { ...pending, connectionState: 'Error', provisioningServerErrorMessage });
    expect(await connect('--', 'true').ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(provisioningServerErrorMessage),
    });
    expect(credentials()).toBe(0);
  });

  test('Ctrl-C closes the session', async () => {
    startMachine();
    world.server.on(route, pending);
    const zli = connect('--', 'true');
    await expect.poll(() => world.server.count(route)).toBeGreaterThan(0);
    zli.child.kill('SIGINT');
    expect(await zli.ended).toMatchObject({ code: 1, stderr: expect.stringContaining('Stopped waiting') });
    expect(closes()).toBe(1);
  });
});

test.each(['::1', '[::1]'])(
  'a server at %s gets a shell, a file transfer and a tunnel',
  async (remoteHost) => {
    served.connect({ remoteHost });
    expect(await connect('--', 'echo', 'in').ended).toMatchObject({ code: 0, stdout: 'in\n' });
    served.connect({ remoteHost, verbType: 'FileTransfer' });
    const sftp = ['connect', 'prod-web', '--protocol', 'filetransfer'];
    expect((await world.run(sftp, { input: 'pwd\n' })).stdout).toContain('Remote working directory: ');
    served.connect({ remoteHost, verbType: 'Tunnel' });
    const local = await freePort();
    const forwarding = `${local}:[::1]:${served.sshd.port}`;
    const zli = connect('--protocol', 'tunnel', '--customPort', forwarding);
    await zli.waitForOutput('Press Ctrl-C to stop.');
    await expect.poll(() => isListening(local)).toBe(true);
    zli.child.kill('SIGINT');
    expect((await zli.ended).code).toBe(0);
  },
);

test('a server that refuses the certificate is named, with its clock and its set-up as possible reasons', async () => {
  // It has no principals for this account, and says no more about it than about a clock that is off.
  served.connect({ targetUser: 'nobody' });
  const { code, stderr } = await connect('--', 'true').ended;
  expect(code).toBe(255);
  expect(stderr).toMatch(
    /^prod-web\.prod refused the certificate\. Either its clock differs from the console's, which is \d\d:\d\d:\d\d UTC, or/m,
  );
});

test('a session begins with the end of the access and the time left', async () => {
  served.connect({ accessExpirationTime: inSeconds(3570) });
  const run = await world.run(['connect', `${served.account}@prod-web.prod`], { input: 'echo in\n' });
  expect(run).toMatchObject({ code: 0, stdout: 'in\n' });
  expect(run.stderr).toMatch(/^Your access to prod-web\.prod ends at \d\d:\d\d \(in (?:59 min|1 h)\)\.$/m);
});

test('a session has a terminal', async () => {
  const zli = world.start(['connect', 'prod-web', '--', 'tty'], { isTerminal: true });
  expect((await zli.ended).stdout).toMatch(/\/dev\/pts\/\d+/);
});

test('file transfer uses sftp', async () => {
  served.connect({ verbType: 'FileTransfer' });
  const run = await world.run(['connect', 'prod-web', '--protocol', 'filetransfer'], {
    input: 'cd /\npwd\n',
  });
  expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('Remote working directory: /') });
  expect(world.server.calls[0]?.body).toMatchObject({ verbType: 'FileTransfer' });
});

test('a tunnel forwards a port until the access ends', async () => {
  served.connect({ verbType: 'Tunnel' });
  const behind = createServer((socket) => socket.end('from behind')).listen(0, '127.0.0.1');
  await once(behind, 'listening');
  const { port } = behind.address() as { port: number };
  const local = await freePort();
  const zli = connect('--protocol', 'tunnel', '--customPort', `${local}:localhost:${port}`);
  await expect.poll(() => readFrom(local)).toBe('from behind');
  served.closed = { closeReason: 'access-ended', message: 'Over.' };
  expect((await zli.ended).code).toBe(8);
  await expect.poll(() => readFrom(local)).toBe('');
  behind.close();
});

test('Ctrl-C ends a tunnel with exit code 0', async () => {
  served.connect({ verbType: 'Tunnel' });
  const local = await freePort();
  const zli = connect('--protocol', 'tunnel', '--customPort', `${local}:localhost:${local}`);
  await zli.waitForOutput('Press Ctrl-C to stop.');
  await expect.poll(() => isListening(local)).toBe(true);
  zli.child.kill('SIGINT');
  expect((await zli.ended).code).toBe(0);
});

describe('invalid options are refused before anything is opened', () => {
  test.each([
    [['--protocol', 'tunnel'], 'A tunnel needs --customPort LOCAL:HOST:PORT'],
    [['--protocol', 'tunnel', '--customPort', '0:h:1'], 'A tunnel needs --customPort'],
    [['--protocol', 'filetransfer', '--', 'ls'], "You can't run a command with --protocol filetransfer"],
    [['--protocol', 'carrier-pigeon'], 'Unknown protocol carrier-pigeon'],
    [['--targetType', 'toaster'], 'Unknown target type toaster'],
  ])('%o', async (args, sentence) => {
    expect(await connect(...args).ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(sentence),
    });
    expect(world.server.calls).toEqual([]);
  });

  test('a key that is not accepted closes the connection', async () => {
    world.server.on(`POST connections/${connectionId}/credential`, () =>
      refuse(400, 'key-not-accepted', 'Use an Ed25519 key.'),
    );
    expect(await connect('--', 'true').ended).toMatchObject({ code: 1, stderr: 'Use an Ed25519 key.\n' });
    expect(closes()).toBe(1);
  });

  test('ssh that is not installed', async () => {
    const run = await world.run(['connect', 'prod-web', '--', 'true'], { env: { PATH: '/nowhere' } });
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('ssh is not installed.') });
  });
});

test('the server gets every reading of a target name', async () => {
  world.server.on('POST connections/universal', () => refuse(404, 'not-found', '…'));
  const { code, stderr } = await world.run(['connect', 'root@db.internal.prod', '-t', 'linux']);
  expect(world.server.calls.map(({ body }) => body)).toEqual([
    { targetName: 'db', envName: 'internal.prod', targetUser: 'root', targetGroups: [], targetType: 'Bzero' },
    { targetName: 'db.internal.prod', targetUser: 'root', targetGroups: [], targetType: 'Bzero' },
    { targetName: 'db.internal', envName: 'prod', targetUser: 'root', targetGroups: [], targetType: 'Bzero' },
  ]);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: "You can't access or request the target db.internal.prod. List targets with: zli list-targets\n",
  });
});

function readFrom(port: number): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = dial(port, '127.0.0.1');
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.once('error', () => resolve(''));
    socket.once('close', () => resolve(text));
  });
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
