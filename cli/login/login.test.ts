import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { useZli } from '@/test/run-zli';
import { engineer, inSeconds } from '@/test/zli-samples';
import { refuse } from '@/test/zli-server';

import { openApi } from '../http/api';
import { probeServer } from './probe-server';

const world = useZli();
const result = {
  token: 'new-token',
  expires: inSeconds(48 * 3600),
  user: engineer,
  organizationName: 'Acme',
};
const noBrowser = { BROWSER: 'true' };
let folder = '';
let count = 0;

beforeEach(() => {
  folder = join(world.folder, '..', `login-${count++}`);
  world.server.on('DELETE zli/token', () => undefined);
});

const logIn = (...args: string[]) =>
  world.start(['login', '--server', world.server.url, ...args], {
    env: { ZLI_CONFIG_DIR: folder, ...noBrowser },
  });
const run = (...args: string[]) => world.run(args, { env: { ZLI_CONFIG_DIR: folder } });
const mode = (...path: string[]) => (statSync(join(folder, ...path)).mode & 0o777).toString(8);

/** Reads the query of the page that zli opens; `back` calls the redirect as a browser would. */
async function openPage(zli: ReturnType<typeof logIn>) {
  const [, address = ''] = await zli.waitForOutput(/(http:\S+\/zli\?\S+)/);
  const { searchParams } = new URL(address);
  const back = (query: Record<string, string>) =>
    fetch(`http://127.0.0.1:${searchParams.get('port')}/callback?${new URLSearchParams(query)}`);
  return { query: Object.fromEntries(searchParams), back };
}

describe('through the browser', () => {
  test('prints the user, and stores the token in a file that only the owner can read', async () => {
    world.server.on('POST zli/token', result);
    const zli = logIn();
    const { query, back } = await openPage(zli);
    const page = await back({ code: 'the-code', state: query.state ?? '' });
    expect(await page.text()).toContain('Go back to your terminal');
    expect(await zli.ended).toMatchObject({ code: 0, stdout: '' });
    expect(zli.stderr()).toMatch(
      /Logged in as engineer@acme\.test \(Acme\) until 20\d\d-\d\d-\d\d \d\d:\d\d\.\n$/,
    );

    const { body } = world.server.calls.findLast(({ path }) => path === 'zli/token') ?? {};
    expect(body?.code).toBe('the-code');
    expect(createHash('sha256').update(String(body?.verifier)).digest('base64url')).toBe(query.challenge);
    expect([mode(), mode('tokens.json'), mode('settings.json')]).toEqual(['700', '600', '600']);
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).not.toContain('new-token');

    world.server.on('GET users', []);
    await run('users', '--json');
    expect(world.server.calls.at(-1)?.authorization).toBe('Bearer new-token');
  });

  test('a wrong state gets 404, and zli goes on waiting', async () => {
    world.server.on('POST zli/token', result);
    const zli = logIn();
    const { query, back } = await openPage(zli);
    expect((await back({ code: 'stolen', state: 'guessed' })).status).toBe(404);
    expect(zli.child.exitCode).toBeNull();
    await back({ code: 'the-code', state: query.state ?? '' });
    expect((await zli.ended).code).toBe(0);
    expect(world.server.calls.findLast(({ path }) => path === 'zli/token')?.body.code).toBe('the-code');
  });

  test('denied in the browser', async () => {
    const zli = logIn();
    const { query, back } = await openPage(zli);
    expect(await (await back({ error: 'access-denied', state: query.state ?? '' })).text()).toContain(
      'denied',
    );
    expect(await zli.ended).toMatchObject({ code: 1 });
    expect(zli.stderr()).toContain('The login was denied in the browser. To try again, run: zli login');
    expect(existsSync(join(folder, 'tokens.json'))).toBe(false);
  });

  test('logging in again revokes the previous token', async () => {
    world.server.on('POST zli/token', result);
    for (const _ of [1, 2]) {
      const zli = logIn();
      const { query, back } = await openPage(zli);
      await back({ code: 'the-code', state: query.state ?? '' });
      await zli.ended;
    }
    expect(world.server.calls.findLast(({ method }) => method === 'DELETE')?.authorization).toBe(
      'Bearer new-token',
    );
  });
});

describe('by a code on another device', () => {
  beforeEach(() =>
    world.server.on('POST zli/logins', {
      deviceCode: 'device',
      userCode: 'BCDF-GHJK',
      verificationUri: `${world.server.url}/zli`,
      interval: 0.05,
      expiresIn: 600,
    }),
  );
  const pending = refuse(400, 'authorization-pending', 'The login is pending.');

  test('shows the address and the code even with --silent, and waits until it is approved, also past a limit and while the server is busy', async () => {
    let polls = 0;
    const tooMany = refuse(429, 'too-many-requests', 'Too many requests. Try again in 1 second.');
    const busy = refuse(503, 'busy', 'The server is busy.');
    const answers = [pending, tooMany, busy, pending, result];
    world.server.on('POST zli/token', () => answers[polls++]);
    const zli = logIn('--device', '--silent');
    expect(await zli.ended).toMatchObject({
      code: 0,
      stderr: `Open ${world.server.url}/zli on any device and enter the code BCDF-GHJK\n`,
    });
    expect(polls).toBe(5);
  });

  test('ends when the code is old although the server is gone', async () => {
    world.server.on('POST zli/logins', {
      deviceCode: 'device',
      userCode: 'BCDF-GHJK',
      verificationUri: `${world.server.url}/zli`,
      interval: 0.05,
      expiresIn: 0.2,
    });
    world.server.on('POST zli/token', () => refuse(503, 'busy', 'The server is busy.'));
    expect(await logIn('--device').ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('The server is busy.'),
    });
    world.server.on('POST zli/token', () => pending);
    expect((await logIn('--device').ended).stderr).toMatch(/The code expired\. Run: zli login --device\n$/);
  });

  test.each([
    ['expired-token', 'The code expired. Run: zli login --device'],
    ['access-denied', 'The login was denied in the browser. To try again, run: zli login'],
  ])('%s', async (errorType, sentence) => {
    world.server.on('POST zli/token', () => refuse(400, errorType, '…'));
    const { code, stderr } = await logIn('--device').ended;
    expect({ code, last: stderr.trim().split('\n').at(-1) }).toEqual({ code: 1, last: sentence });
  });
});

describe('an address that is not a console', () => {
  const notAConsole = async (url: string, ...args: string[]) => {
    const { code, stdout, stderr } = await run('login', '--server', url, ...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(existsSync(folder)).toBe(false);
    return stderr;
  };
  const whatNext =
    'Check the address, or ask an admin for it. Then run: zli login --server https://access.example.com\n';

  test.each<[string, string, string[]]>([
    ['a web page', '<!doctype html>', []],
    ['JSON of another program', '{"name":"Grafana"}', ['--device']],
    ['JSON null', 'null', ['--device']],
  ])('%s is recognized before anything is sent or opened', async (_, body, args) => {
    const type = body.startsWith('<') ? 'text/html' : 'application/json';
    const calls: string[] = [];
    const { host, close } = await listen(
      createServer((request, response) => {
        calls.push(`${request.method} ${request.url}`);
        response.writeHead(200, { 'content-type': type }).end(body);
      }),
    );
    expect(await notAConsole(`http://${host}`, ...args)).toBe(
      `${host} is not a BastionZero console. ${whatNext}`,
    );
    expect(calls).toEqual(['GET /api/v2/zli']);
    close();
  });

  test('a server of another protocol', async () => {
    const { host, close } = await listen(createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')));
    expect(await notAConsole(`http://${host}`)).toBe(`${host} is not a BastionZero console. ${whatNext}`);
    close();
  });

  test('a server on this machine without https gets the line with http', async () => {
    const { host } = new URL(world.server.url);
    expect(await notAConsole(host)).toBe(
      `${host} does not use https. If it uses http, run: zli login --server http://${host}\n`,
    );
  });

  test('a server that accepts the connection and says nothing', async () => {
    const { host, close } = await listen(createTcpServer(() => {}));
    const api = openApi(`http://${host}`, null, () => {});
    await expect(probeServer(api, 100)).rejects.toThrow(
      `${host} did not respond within 0.1 seconds. ${whatNext.trim()}`,
    );
    close();
  });

  test('a name without a host', async () => {
    expect(await notAConsole('notaurl.invalid')).toContain("Can't reach https://notaurl.invalid: ");
  });
});

test('a newer zli at the console is announced after the login', async () => {
  world.server.on('POST zli/token', result);
  world.server.headers = { 'zli-server-version': '99.0.0' };
  const zli = logIn();
  const { query, back } = await openPage(zli);
  await back({ code: 'the-code', state: query.state ?? '' });
  expect((await zli.ended).stderr).toMatch(
    /zli 99\.0\.0 is available\. Update with: curl -fsS http\S+\/zli\/install\.sh \| sh\n$/,
  );
  world.server.headers = {};
});

/** Starts a server on a free port. */
async function listen(server: TcpServer) {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

describe('without a login', () => {
  test('without a server', async () => {
    expect(await run('list-targets')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('--server'),
    });
    expect((await run('login')).stderr).toContain('--server');
  });

  test('with an invalid address', async () => {
    expect((await run('login', '--server', 'ftp://x')).stderr).toContain('is not a server address');
  });

  test('with an expired login', async () => {
    world.server.on('GET targets', () => refuse(401, 'not-signed-in', '…'));
    world.server.on('GET access/requestable', () => refuse(401, 'not-signed-in', '…'));
    expect(await world.run(['list-targets'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'Your login has expired. Run: zli login\n',
    });
  });

  test('a token is never sent to another server', async () => {
    const elsewhere = world.server.url.replace('127.0.0.1', 'localhost');
    const { code, stderr } = await world.run(['list-targets'], { env: { ZLI_SERVER: elsewhere } });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Not logged in to ${elsewhere}. Run: zli login\n`,
    });
  });
});

test('logout deletes the token here and at the server, and reports an unreachable server', async () => {
  world.server.on('POST zli/token', result);
  const again = async () => {
    const zli = logIn();
    const { query, back } = await openPage(zli);
    await back({ code: 'the-code', state: query.state ?? '' });
    await zli.ended;
  };
  await again();
  expect(await run('logout')).toMatchObject({ code: 0, stderr: `Logged out of ${world.server.url}.\n` });
  expect(world.server.calls.at(-1)).toMatchObject({ method: 'DELETE', authorization: 'Bearer new-token' });
  expect(existsSync(join(folder, 'tokens.json'))).toBe(false);
  expect((await run('users')).stderr).toContain('Run: zli login');
  expect(await run('logout')).toMatchObject({ code: 0, stderr: 'You are not logged in.\n' });

  await again();
  await world.server.stop();
  expect(await run('logout')).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('could not be reached'),
  });
  expect(existsSync(join(folder, 'tokens.json'))).toBe(false);
  await world.server.start();
});
