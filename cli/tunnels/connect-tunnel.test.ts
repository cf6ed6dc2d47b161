import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, connect as dial, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TunnelVerb } from '@/lib/core/target/tunnel';
import { tunnelPrincipalLine } from '@/lib/ssh/principal';
import { freePort } from '@/server/free-port';
import { useZli } from '@/test/run-zli';
import { tunnelLogin } from '@/test/sshd';
import { connectionId, sampleTunnel, targetId } from '@/test/zli-samples';
import { useSshd } from '@/test/zli-sshd';

const world = useZli();
const served = useSshd(world);
const serverId = '99999999-9999-4999-8999-999999999999';
/** A plain TCP server, which sends back what it gets, in the place of RDP and SQL Server. */
let echo: Server;
let other: Server;

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const closes = () => world.server.count(`PATCH connections/${connectionId}/close`);

beforeAll(async () => {
  echo = createServer((socket) => socket.on('error', () => {}).pipe(socket)).listen(0, '127.0.0.1');
  other = createServer((socket) => socket.end('other')).listen(0, '127.0.0.1');
  await Promise.all([once(echo, 'listening'), once(other, 'listening')]);
  const lines = (['RDP', 'SQLServer'] as const).map((verb) =>
    tunnelPrincipalLine(targetId, verb, { host: '127.0.0.1', port: portOf(echo) }),
  );
  writeFileSync(join(served.sshd.folder, 'principals', tunnelLogin()), `${lines.join('\n')}\n`);
});

afterAll(() => {
  echo.close();
  other.close();
});

function serve(verbType: TunnelVerb, to = echo) {
  const tunnel = sampleTunnel({ serverId, account: tunnelLogin(), port: portOf(to) });
  served.connect({ verbType, tunnel, targetName: 'win-build', environmentName: 'tools', targetUser: 'sa' });
}

const start = (...args: string[]) => world.start(['connect', 'sa@win-build.tools', ...args]);

/** What comes back from a local port for a text, empty if the connection ends without any. */
function send(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = dial(port, '127.0.0.1', () => socket.write(text));
    socket.once('data', (data) => {
      resolve(String(data));
      socket.destroy();
    });
    socket.once('error', () => resolve(''));
    socket.once('close', () => resolve(''));
  });
}

describe('RDP', () => {
  test('is a local port, with a file that opens it, until the access ends', async () => {
    serve('RDP');
    const zli = start('--protocol', 'rdp');
    const [, port = ''] = await zli.waitForOutput(
      /Forwarding 127\.0\.0\.1:(\d+) to RDP on win-build\.tools\./,
    );
    await zli.waitForOutput('Sign in with the password of sa');
    await expect.poll(() => zli.stdout()).toContain('\n');
    const path = zli.stdout().trim();
    expect(path).toMatch(/\/zli-[^/]+\/win-build\.rdp$/);
    expect(zli.stderr()).toContain(
      `Open it with: ${process.platform === 'darwin' ? 'open' : 'xfreerdp'} ${path}`,
    );
    expect(readFileSync(path, 'utf8')).toContain(`full address:s:127.0.0.1:${port}\r\nusername:s:sa\r\n`);
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    await expect.poll(() => send(Number(port), 'hello')).toBe('hello');
    expect(world.server.calls[0]?.body).toMatchObject({ verbType: 'RDP', targetUser: 'sa' });

    served.closed = { closeReason: 'access-ended', message: 'Your access to win-build was revoked.' };
    const run = await zli.ended;
    expect(run.code).toBe(8);
    expect(run.stderr).toContain('Your access to win-build was revoked.');
    expect(await send(Number(port), 'hello')).toBe('');
    expect(existsSync(path)).toBe(false);
    expect(closes()).toBe(0); // the server has closed it
  });

  test('ends with 7 after a policy edit, and with 0 on Ctrl-C', async () => {
    serve('RDP');
    const edited = start('--protocol', 'rdp');
    await edited.waitForOutput('Press Ctrl-C to stop.');
    served.closed = { closeReason: 'policy-edited', message: 'The policy changed.' };
    expect((await edited.ended).code).toBe(7);
    served.closed = null;
    const stopped = start('--protocol', 'rdp', '--customPort', String(await freePort()));
    const [, port = ''] = await stopped.waitForOutput(/127\.0\.0\.1:(\d+)/);
    await expect.poll(() => send(Number(port), 'x')).toBe('x');
    stopped.child.kill('SIGINT');
    expect((await stopped.ended).code).toBe(0);
  });

  test('the host key is that of the server in between, kept by its id', async () => {
    serve('RDP');
    const zli = start('--protocol', 'rdp');
    await zli.waitForOutput('Press Ctrl-C to stop.');
    expect(readFileSync(join(world.folder, 'hosts', serverId), 'utf8')).toContain(
      served.sshd.hostKey.split(' ')[1],
    );
    zli.child.kill('SIGINT');
    await zli.ended;
  });
});

test('SQL Server is a local port, with the line for sqlcmd', async () => {
  serve('SQLServer');
  const zli = start('--protocol', 'sqlserver');
  const [, port = ''] = await zli.waitForOutput(/127\.0\.0\.1:(\d+) to SQL Server on/);
  await expect.poll(() => zli.stdout()).toBe(`sqlcmd -S 127.0.0.1,${port} -U sa\n`);
  await expect.poll(() => send(Number(port), 'select 1')).toBe('select 1');
  zli.child.kill('SIGINT');
  expect((await zli.ended).code).toBe(0);
});

test('a server that was not set up again for it refuses, and zli says what to do', async () => {
  served.connect({
    verbType: 'RDP',
    targetName: 'win-build',
    tunnel: sampleTunnel({ serverId, account: 'nobody', port: portOf(echo) }),
  });
  const run = await start('--protocol', 'rdp').ended;
  expect(run.code).toBe(255);
  expect(run.stderr).toContain('Permission denied (publickey)');
  expect(run.stderr).toContain(
    'run the set-up script of the server that win-build is reached through again.',
  );
});

test('sshd forwards to no other port, whatever ssh is told', async () => {
  serve('RDP', other);
  const zli = start('--protocol', 'rdp');
  const [, port = ''] = await zli.waitForOutput(/127\.0\.0\.1:(\d+)/);
  await expect
    .poll(async () => {
      await send(Number(port), 'hello');
      return served.sshd.log();
    })
    .toContain(`Received request from`);
  await zli.waitForOutput('administratively prohibited');
  expect(await send(Number(port), 'hello')).toBe('');
  zli.child.kill('SIGINT');
  await zli.ended;
});

describe('what can’t work is refused before anything is opened', () => {
  test.each([
    [['--protocol', 'rdp', '--customPort', '1:h:2'], '--customPort is one local port'],
    [['--protocol', 'sqlserver', '--customPort', '0'], '--customPort is one local port'],
    [['--protocol', 'rdp', '--', 'dir'], "You can't run a command with --protocol rdp"],
  ])('%o', async (args, sentence) => {
    expect(await start(...args).ended).toMatchObject({ code: 1, stderr: expect.stringContaining(sentence) });
    expect(world.server.calls).toEqual([]);
  });

  test('a port in use is named, and the session closed', async () => {
    serve('RDP');
    const port = portOf(other);
    const run = await start('--protocol', 'rdp', '--customPort', String(port)).ended;
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining(`Can't listen on port ${port}`) });
    expect(closes()).toBe(1);
  });

  test.each(['a b', '-oProxyCommand=id', 'h"', '*'])(
    'the address %j of a tunnel is not used',
    async (host) => {
      const tunnel = sampleTunnel({ serverId, account: tunnelLogin(), host });
      served.connect({ verbType: 'RDP', tunnel });
      const run = await start('--protocol', 'rdp').ended;
      expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining("zli can't use the address of") });
    },
  );
});
