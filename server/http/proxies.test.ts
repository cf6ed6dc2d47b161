import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addressHeader } from '@/lib/client-address';
import { listNetworks } from '@/lib/networks';
import { freePort } from '@/server/free-port';
import { runNginx } from '@/test/programs/run-nginx';
import { admitRequest } from './admit-request';
import { createLimitedServer } from './limited-server';
import '@/test/test-env';

// The console behind proxies with the lines of docs/operate.md: what each sends, and a real nginx.

const publicUrl = new URL('https://access.example.com');
const client = '198.51.100.7';

let server: Server;
let port: number;
/** what reached the app: the version of HTTP, and the headers that decide */
const seen: { httpVersion: string; headers: IncomingHttpHeaders }[] = [];

beforeAll(async () => {
  const proxies = listNetworks([
    { address: '127.0.0.1', bits: 32 },
    { address: '10.0.0.0', bits: 8 },
    { address: '203.0.113.5', bits: 32 },
  ]);
  server = createLimitedServer({ proxies }, async (request, response) => {
    const admitted = await admitRequest(request, response, { publicUrl, proxies, isDevelopment: false });
    if (!admitted) return;
    const { httpVersion, headers } = admitted;
    seen.push({ httpVersion, headers });
    response.end(String(Buffer.byteLength(await new Response(admitted as never).text())));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());
beforeEach(() => {
  seen.length = 0;
});

/** Sends an action as a proxy passes it on, byte for byte, and returns the first line of the answer. */
async function send(lines: readonly string[], version = '1.1'): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  const head = [`POST /policies HTTP/${version}`, ...lines, 'Content-Length: 2', 'Connection: close'];
  socket.write(`${head.join('\r\n')}\r\n\r\n[]`);
  let answer = '';
  for await (const text of socket) answer += text;
  return answer.split('\r\n')[0] ?? '';
}

const origin = `Origin: ${publicUrl.origin}`;
const host = `Host: ${publicUrl.host}`;
const upstream = 'Host: 127.0.0.1:3000';
const forwardedFor = `X-Forwarded-For: ${client}`;
const tls = 'X-Forwarded-Proto: https';

describe('an action gets through, from its client, behind', () => {
  test.each<[string, string[], string?]>([
    ['nginx', [upstream, forwardedFor], '1.0'],
    ['nginx that sends no Host', [forwardedFor], '1.0'],
    ['nginx with a named upstream', ['Host: console_upstream', forwardedFor], '1.1'],
    [
      'Apache',
      [upstream, forwardedFor, `X-Forwarded-Host: ${publicUrl.host}`, 'X-Forwarded-Server: one.internal'],
    ],
    ['Apache with an inner Host', [upstream, forwardedFor, 'X-Forwarded-Host: one.internal:8080']],
    ['Caddy', [host, forwardedFor, `X-Forwarded-Host: ${publicUrl.host}`, tls]],
    [
      'Traefik',
      [
        host,
        forwardedFor,
        `X-Forwarded-Host: ${publicUrl.host}`,
        'X-Forwarded-Port: 443',
        tls,
        `X-Real-Ip: ${client}`,
      ],
    ],
    ['HAProxy', [host, forwardedFor]],
    ['AWS', [host, `${forwardedFor}:4711`, 'X-Forwarded-Port: 443', tls]],
    ['Google Cloud', [host, `${forwardedFor},203.0.113.5`, tls, 'Via: 1.1 google']],
    ['Azure', ['Host: one.internal', `${forwardedFor}:4711`, `X-Original-Host: ${publicUrl.host}`, tls]],
    [
      'two proxies, of which the outer ends TLS',
      [host, `${forwardedFor}, 10.0.0.9`, 'X-Forwarded-Proto: https,http'],
    ],
    [
      'two proxies that add a line each',
      [host, forwardedFor, 'X-Forwarded-For: 10.0.0.9', 'Forwarded: for=10.0.0.9'],
    ],
  ])('%s', async (_, lines, version) => {
    expect(await send([...lines, origin], version)).toBe('HTTP/1.1 200 OK');
    const headers: IncomingHttpHeaders = seen[0]?.headers ?? {};
    expect(headers[addressHeader]).toBe(client);
    // Next compares this with the origin, and calls itself with TLS if a proxy says https.
    expect(headers['x-forwarded-host']).toBe(publicUrl.host);
    expect(headers).not.toHaveProperty('x-forwarded-proto');
  });
});

/** The server block of docs/operate.md for the console, on a port of this machine. */
function documentedNginx(listen: number): string {
  const [, lines = ''] =
    /```nginx\n(server \{[\s\S]*?\n\})/.exec(readFileSync('docs/operate.md', 'utf8')) ?? [];
  return lines
    .replace(/^ *ssl_certificate.*\n/gm, '')
    .replace('listen 443 ssl;', `listen 127.0.0.1:${listen};`)
    .replace('127.0.0.1:3000', `127.0.0.1:${port}`);
}

test.each(['with the documented lines', 'with proxy_pass alone'])('a real nginx %s', async (lines) => {
  const listen = await freePort();
  const documented = documentedNginx(listen);
  const isWhole = lines === 'with the documented lines';
  const config = isWhole ? documented : documented.replace(/^ *proxy_set_header.*\n/gm, '');
  const nginx = await runNginx(config, listen);
  try {
    seen.length = 0;
    const post = (body: string, sent: string) =>
      fetch(`http://127.0.0.1:${listen}/policies`, { method: 'POST', body, headers: { origin: sent } });
    // The largest body that the console sends.
    const longest = 1024 * 1024;
    const answer = await post('x'.repeat(longest), publicUrl.origin);
    expect([answer.status, await answer.text()]).toEqual([200, String(longest)]);
    expect(seen[0]?.httpVersion).toBe('1.0');
    expect(seen[0]?.headers['x-forwarded-host']).toBe(publicUrl.host);
    const refused = await post('[]', 'https://console.example.com');
    expect([refused.status, await refused.text()]).toEqual([
      403,
      expect.stringContaining('set NEXTAUTH_URL'),
    ]);
  } finally {
    await nginx.close();
  }
});
