import { once } from 'node:events';
import { request } from 'node:http';
import { type AddressInfo, BlockList } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import '@/test/test-env';
import { JsonAnswer } from '@/lib/api/api-request';
import { env } from '@/lib/env';
import { admitRequest } from './admit-request';
import { createLimitedServer } from './limited-server';
import { type ApiHandler, serveApi } from './serve-api';

const proxies = new BlockList();
let handler: ApiHandler | undefined;
const server = createLimitedServer({ proxies }, async (received, response) => {
  const admission = { publicUrl: env().publicUrl, proxies, isDevelopment: false };
  const admitted = await admitRequest(received, response, admission);
  if (admitted && !(await serveApi(admitted, response, handler))) response.writeHead(418).end();
});
let port = 0;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

function send(method: string, path: string, headers: Record<string, string> = {}, body?: string) {
  return new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      const call = request({ port, host: '127.0.0.1', method, path, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }),
        );
      });
      call.on('error', reject);
      call.end(body);
    },
  );
}

test('the handler gets the call, and its answer is sent as it is, with the security headers', async () => {
  handler = async ({ method, url, headers, body }) =>
    Response.json(
      { method, url, key: headers.get('x-api-key'), body: String(body) },
      { status: 201, headers: { etag: '"1"' } },
    );
  const path = '/api/v2/policies/proxy?limit=1';
  const answer = await send('POST', path, { 'x-api-key': 'k' }, '{"a": "ä"}');
  expect(JSON.parse(answer.body.toString())).toEqual({
    method: 'POST',
    url: `http://localhost${path}`,
    key: 'k',
    body: '{"a": "ä"}',
  });
  expect(answer).toMatchObject({
    status: 201,
    headers: { etag: '"1"', 'content-type': 'application/json', 'x-frame-options': 'DENY' },
  });
});

test('HEAD has the headers of GET and no body, and 204 has neither body nor length', async () => {
  handler = async () => new JsonAnswer('{"a":1}', 200, { 'content-type': 'application/json' });
  const head = await send('HEAD', '/api/v2/users');
  expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '7', 0]);
  handler = async () => new JsonAnswer(null, 204, {});
  const none = await send('DELETE', '/api/v2/users/1');
  expect([none.status, none.headers['content-length']]).toEqual([204, undefined]);
});

test('a long answer is compressed for a client that reads gzip', async () => {
  const long = { text: 'a'.repeat(5000) };
  handler = async () => Response.json(long);
  const packed = await send('GET', '/api/v2/users', { 'accept-encoding': 'gzip, br' });
  expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
  expect(packed.body.length).toBeLessThan(500);
  expect(JSON.parse(gunzipSync(packed.body).toString())).toEqual(long);
  for (const encodings of ['br', 'gzip;q=0', 'gzip; q=0.0, br']) {
    const plain = await send('GET', '/api/v2/users', { 'accept-encoding': encodings });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(plain.body.toString())).toEqual(long);
  }
});

test.each([
  ['a page', 'GET', '/users'],
  ['a route of a web app', 'GET', '/api/v2/web/1/verify'],
  ['a path that Next reads in its own way', 'GET', '/api/v2/users/'],
  ['another one', 'GET', '/api/v2//users'],
  ['another API', 'GET', '/api/v22/users'],
  ['a method that no address has', 'PROPFIND', '/api/v2/users'],
])('%s is for Next', async (_what, method, path) => {
  handler = async () => Response.json({});
  expect((await send(method, path)).status).toBe(418);
});

test('a failure is 500, and without a handler Next answers', async () => {
  handler = async () => Promise.reject(new Error('a fault'));
  expect((await send('GET', '/api/v2/users')).status).toBe(500);
  handler = undefined;
  expect((await send('GET', '/api/v2/users')).status).toBe(418);
});

test('the handler learns that the client has left', async () => {
  const left = new Promise<void>((resolve) => {
    handler = (call) =>
      new Promise(() => {
        call.signal.addEventListener('abort', () => resolve());
        leave();
      });
  });
  const call = request({ port, host: '127.0.0.1', path: '/api/v2/access/requests/1?wait=25' });
  call.on('error', () => undefined);
  const leave = () => call.destroy();
  call.end();
  await left;
});
