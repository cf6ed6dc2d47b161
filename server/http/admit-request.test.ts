import { once } from 'node:events';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addressHeader } from '@/lib/client-address';
import { env } from '@/lib/env';
import { listNetworks } from '@/lib/networks';
import { takeFrom } from '@/lib/rate-limit';
import { admitRequest } from './admit-request';
import { createLimitedServer } from './limited-server';
import { fixedHeaders } from './security-headers';
import '@/test/test-env';

const publicUrl = new URL('https://access.example.com');
const own = { origin: publicUrl.origin };
const shared = globalThis as { bzeroRateLimits?: unknown };

let server: Server;
let base: string;
const accepted: Socket[] = [];
/** what reached the app */
const seen: { headers: IncomingHttpHeaders; body: string }[] = [];

beforeAll(async () => {
  const proxies = listNetworks([{ address: '127.0.0.1', bits: 32 }]);
  server = createLimitedServer({ proxies }, async (request, response) => {
    const admitted = await admitRequest(request, response, { publicUrl, proxies, isDevelopment: false });
    if (!admitted) return;
    const body = await new Response(admitted as never).text();
    seen.push({ headers: admitted.headers, body });
    response.statusCode = admitted.url === '/nothing' ? 404 : 200;
    response.end(body);
  });
  server.on('connection', (socket) => accepted.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => void server.close());

beforeEach(() => {
  seen.length = 0;
  accepted.length = 0;
  delete shared.bzeroRateLimits;
});

/** The first bytes that arrive; empty when the connection ends without any. */
const firstOf = (socket: Socket) =>
  new Promise<string>((resolve) => {
    socket
      .on('error', () => undefined)
      .once('data', (data) => resolve(String(data)))
      .once('close', () => resolve(''));
  });
const closed = (socket: Socket) => socket.closed || new Promise((resolve) => socket.once('close', resolve));
const from = (address: string) => ({ 'x-forwarded-for': address });
const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(`${base}${path}`, {
    method: 'POST',
    body,
    headers: { ...own, ...headers },
    duplex: 'half',
  } as RequestInit);

test('a body reaches the app whole, with its length or in pieces', async () => {
  const text = 'x'.repeat(60 * 1024);
  expect(await (await post('/api/v2/any', text)).text()).toBe(text);
  const pieces = new Blob([text]).stream();
  expect(await (await post('/api/v2/any', pieces)).text()).toBe(text);
  expect(await (await post('/api/v2/any', '')).text()).toBe('');
  expect(await (await post('/api/v2/any', new Blob([]).stream())).text()).toBe('');
});

test.each(['/api/v2/zli/logins', '/api/auth/signin/oidc', '/api/slack/commands', '/policies'])(
  'a body beyond the limit of %s is answered with 413, and the app never sees it',
  async (path) => {
    const text = 'x'.repeat(1024 * 1024 + 1);
    expect((await post(path, text)).status).toBe(413);
    const inPieces = await post(path, new Blob([text]).stream());
    expect(inPieces.status).toBe(413);
    expect(inPieces.headers.get('connection')).toBe('close');
    expect(seen).toEqual([]);
  },
);

test.each(['content-length: 209715200', 'transfer-encoding: chunked'])(
  'of a body of 200 MB (%s) the server reads 1.2 MB at most, and closes the connection',
  async (length) => {
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    let answer = '';
    client.setEncoding('utf8').on('data', (text) => {
      answer += text;
    });
    client.write(`POST /api/v2/zli/logins HTTP/1.1\r\nhost: x\r\n${length}\r\n\r\n`);
    const piece = 'x'.repeat(65_536);
    const isChunked = length.includes('chunked');
    for (let sent = 0; sent < 200 * 1024 * 1024 && client.writable; sent += piece.length) {
      const goesOn = client.write(isChunked ? `10000\r\n${piece}\r\n` : piece);
      if (!goesOn) await Promise.race([once(client, 'drain'), once(client, 'close')]).catch(() => undefined);
    }
    if (!client.closed) await once(client, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain(
      '{"errorMsg":"The request body is too long. Send at most 16 KiB.","errorType":"too-large"}',
    );
    const [socket] = accepted;
    expect(socket?.destroyed).toBe(true);
    expect(socket?.bytesRead).toBeLessThan(1.2 * 1024 * 1024);
    expect(seen).toEqual([]);
  },
);

test('of the unfinished bodies of one address memory holds 8 MB, and other addresses go on', async () => {
  const open = (address: string) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').setEncoding('utf8');
    socket.write(
      `POST /policies HTTP/1.1\r\nhost: x\r\norigin: ${own.origin}\r\nx-forwarded-for: ${address}\r\ncontent-length: 1048576\r\n\r\n`,
    );
    socket.write('x'.repeat(1024 * 1024 - 1));
    return socket;
  };
  const sockets = Array.from({ length: 9 }, () => open('198.51.100.7'));
  expect(await Promise.race(sockets.map(firstOf))).toMatch(/^HTTP\/1\.1 429 /);
  const other = open('198.51.100.8');
  other.write('x');
  expect(await firstOf(other)).toMatch(/^HTTP\/1\.1 200 /);
  for (const socket of [...sockets, other]) socket.destroy();
  await Promise.all(accepted.map(closed));
  expect((await post('/policies', 'x'.repeat(1024 * 1024), from('198.51.100.7'))).status).toBe(200);
});

test('a connection has an end for its headers, for a request and for its requests', () => {
  expect(server).toMatchObject({
    headersTimeout: 15_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 620_000,
    maxRequestsPerSocket: 10_000,
    maxConnections: 10_000,
  });
});

test('one address has a number of connections, a trusted proxy as many as it likes', async () => {
  for (const [proxies, most] of [
    [listNetworks([]), 2],
    [listNetworks([{ address: '127.0.0.1', bits: 32 }]), 4],
  ] as const) {
    const small = createLimitedServer(
      { proxies, perAddress: 2 },
      async (_, response) => void response.end('x'),
    );
    small.listen(0, '127.0.0.1');
    await once(small, 'listening');
    const { port } = small.address() as AddressInfo;
    const sockets = [1, 2, 3, 4].map(() => connect(port, '127.0.0.1'));
    const answers = sockets.map(firstOf);
    for (const socket of sockets) socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    expect((await Promise.all(answers)).filter((answer) => answer !== '')).toHaveLength(most);
    for (const socket of sockets) socket.destroy();
    small.close();
  }
});

test('every response has the security headers, also the refusals and the ones to what is no request', async () => {
  const responses = [
    await fetch(`${base}/`),
    await fetch(`${base}/nothing`),
    await fetch(`${base}/_next/static/x.js`),
    await fetch(`${base}/api/v2/users/me`),
    await post('/policies', 'x', { origin: 'https://evil.example' }),
    await post('/api/v2/any', 'x'.repeat(1_048_577)),
  ];
  expect(responses.map(({ status }) => status)).toEqual([200, 404, 200, 200, 403, 413]);
  for (const { headers } of responses) {
    expect(Object.fromEntries(headers)).toMatchObject(fixedHeaders);
    expect(headers.get('strict-transport-security')).toBe('max-age=63072000');
  }
  // No answer of the API runs a script.
  const policies = responses.map(({ headers }) => headers.get('content-security-policy'));
  const ofApi = (index: number) => index === 3 || index === 5;
  for (const [index, policy] of policies.entries())
    expect(policy).toMatch(
      ofApi(index) ? /^default-src 'none'; form-action/ : /script-src 'nonce-[\w+/]{22}==' 'strict-dynamic'/,
    );
  for (const [sent, status] of [
    ['NONSENSE\r\n\r\n', '400 Bad Request'],
    [`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, '431 Request Header Fields Too Large'],
  ] as const) {
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1').setEncoding('utf8');
    client.write(sent);
    let answer = '';
    for await (const text of client) answer += text;
    expect(answer).toContain(`HTTP/1.1 ${status}`);
    for (const [name, value] of Object.entries(fixedHeaders)) expect(answer).toContain(`${name}: ${value}`);
  }
});

test('every response has a nonce of its own, and the app reads it from the request, not from the client', async () => {
  const headers = { 'content-security-policy': `script-src 'nonce-guess'` };
  const first = await fetch(`${base}/`, { headers });
  const second = await fetch(`${base}/`, { headers });
  expect(seen[0]?.headers['content-security-policy']).toBe(first.headers.get('content-security-policy'));
  expect(first.headers.get('content-security-policy')).not.toBe(
    second.headers.get('content-security-policy'),
  );
});

test('an answer that a proxy passes on for a web app says nothing about the transport of the app', async () => {
  const answer = await fetch(`${base}/api/v2/web/5/gate`);
  expect(answer.headers.get('strict-transport-security')).toBeNull();
});

test('an action of another site is refused with what to do, and no address hides from that by dots', async () => {
  const refused = await post('/policies', '[]', { origin: 'https://evil.example' });
  expect([refused.status, await refused.text()]).toEqual([
    403,
    'This request did not come from a page of the console. Open https://access.example.com and try again there. If people open the console at https://evil.example, set NEXTAUTH_URL to that instead of https://access.example.com.\n',
  ]);
  const action = await post('/policies', '[]', { origin: 'https://evil.example', 'next-action': '00' });
  expect(action.headers.get('content-type')).toBe('text/plain');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1').setEncoding('utf8');
  client.write(
    'POST /api/v2/../../policies HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n',
  );
  const [answer] = await once(client, 'data');
  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  expect(seen).toEqual([]);
});

test('an address has a number of sign-ins a minute, then waits as long as the response says', async () => {
  const { signIn } = env().limits;
  const attempt = (address: string) => post('/api/auth/signin/oidc', '', from(address));
  const first = await attempt('198.51.100.7');
  expect(first.headers.get('ratelimit-policy')).toBe(`"sign-in";q=${signIn};w=60`);
  expect(first.headers.get('ratelimit')).toMatch(new RegExp(`^"sign-in";r=${signIn - 1};t=\\d+$`));
  for (let count = 1; count < signIn; count++) await takeFrom('sign-in', '198.51.100.7');
  seen.length = 0;
  const refused = await attempt('198.51.100.7');
  const seconds = Number(refused.headers.get('retry-after'));
  expect(refused.status).toBe(429);
  expect(refused.headers.get('ratelimit')).toBe(`"sign-in";r=0;t=${seconds}`);
  expect(await refused.json()).toEqual({
    errorMsg: `Too many requests. Try again in ${seconds} seconds.`,
    errorType: 'too-many-requests',
    retryAfter: seconds,
  });
  expect((await post('/api/v2/zli/logins', '{}', from('198.51.100.7'))).status).toBe(429);
  expect(seen).toEqual([]);
  expect((await attempt('198.51.100.8')).status).toBe(200);
});

test('files, health checks and Slack count under no limit of an address', async () => {
  for (const path of ['/_next/static/a.css', '/api/health/ready', '/api/slack/interactions'])
    expect((await fetch(`${base}${path}`)).headers.get('ratelimit')).toBeNull();
});

test('the app gets the address that a trusted proxy reports', async () => {
  await fetch(`${base}/`, {
    headers: { ...from('203.0.113.9, 198.51.100.7'), [addressHeader]: '203.0.113.9' },
  });
  expect(seen[0]?.headers[addressHeader]).toBe('198.51.100.7');
});
