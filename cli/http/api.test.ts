import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refuse, startZliServer, type ZliServer } from '@/test/zli-server';
import { version } from '../../package.json';
import { Failure } from '../failure';
import { openApi } from './api';
import { readResponse } from './read-response';

let server: ZliServer;
beforeAll(async () => {
  server = await startZliServer();
});
afterAll(() => server.stop());

const silent = () => {};
const failed = (answer: Promise<unknown>) =>
  answer.then(
    () => null,
    (error: Failure) => error,
  );

test('a call sends the token and returns the response', async () => {
  server.on('GET users/me', { email: 'engineer@acme.test' });
  const api = openApi(server.url, 'secret', silent);
  expect(await api.get('users/me', { a: 'b c', none: undefined, no: false })).toEqual({
    email: 'engineer@acme.test',
  });
  expect(server.calls.at(-1)).toMatchObject({ authorization: 'Bearer secret' });
  expect(server.calls.at(-1)?.query.toString()).toBe('a=b+c');
});

describe('versions', () => {
  test('a call sends the version of zli', async () => {
    server.on('GET users/me', {});
    await openApi(server.url, null, silent).get('users/me');
    expect(server.calls.at(-1)?.version).toBe(version);
  });

  test.each(['0.1.0', '99.0.0', 'nonsense'])('a server of version %s is used', async (sent) => {
    server.headers = { 'zli-server-version': sent };
    expect(await failed(openApi(server.url, null, silent).get('users/me'))).toBeNull();
    server.headers = {};
  });

  test('a server that is too old is an error that says what to do', async () => {
    server.headers = { 'zli-server-version': '0.0.9' };
    expect(await failed(openApi(server.url, null, silent).get('users/me'))).toMatchObject({
      code: 'server-too-old',
      message: `The console at ${server.url} has version 0.0.9, and this zli needs 0.1.0 or newer. Ask your operator to update the console, or install the zli that it serves: curl -fsS ${server.url}/zli/install.sh | sh`,
    });
    server.headers = {};
  });
});

describe('an error has the message of the server', () => {
  test.each([
    [
      refuse(409, 'ambiguous', 'Several targets are named web.', { candidates: ['web.prod', 'web.stage'] }),
      'ambiguous',
      'Several targets are named web. Matching targets: web.prod, web.stage.',
    ],
    [
      refuse(403, 'user-not-allowed', 'Not as root.', { allowedTargetUsers: ['deploy'] }),
      'user-not-allowed',
      'Not as root. Allowed target users: deploy.',
    ],
    [
      refuse(403, 'user-not-allowed', 'Not as root. Allowed target users: deploy.', {
        allowedTargetUsers: ['deploy'],
      }),
      'user-not-allowed',
      'Not as root. Allowed target users: deploy.',
    ],
    [refuse(400, 'invalid', '', { errors: { reason: ['Say why.'] } }), 'invalid', 'Say why.'],
    [refuse(401, 'not-signed-in', '…'), 'not-signed-in', 'Your login has expired. Run: zli login'],
    [
      refuse(500, 'broken', 'Something went wrong on our side.'),
      'broken',
      'Something went wrong on our side.',
    ],
    [refuse(503, '', ''), '', 'The server responded with status 503. Try again.'],
  ])('%o', async (answer, code, message) => {
    server.on('GET targets', () => answer);
    expect(await failed(openApi(server.url, null, silent).get('targets'))).toMatchObject({
      code,
      message,
      exitCode: 1,
    });
  });
});

describe('an address without the API', () => {
  const page = (status: number, headers = {}) =>
    new Promise<{ url: string; close(): void }>((resolve) => {
      const other = createServer((_, outgoing) =>
        outgoing.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<p>'),
      );
      other.listen(0, '127.0.0.1', () =>
        resolve({
          url: `http://127.0.0.1:${(other.address() as AddressInfo).port}`,
          close: () => other.close(),
        }),
      );
    });

  test('a page or a redirect is an error', async () => {
    for (const [status, code] of [
      [200, 'bad-answer'],
      [307, 'bad-answer'],
      [502, 'server-unreachable'],
    ] as const) {
      const other = await page(status, { location: '/sign-in' });
      const error = await failed(openApi(other.url, 'secret', silent).get('targets'));
      expect(error).toMatchObject({
        code,
        message: expect.stringContaining(`Unexpected response from ${other.url} (status ${status})`),
      });
      other.close();
    }
  });

  test('connection refused', async () => {
    const gone = await startZliServer();
    await gone.stop();
    expect(await failed(openApi(gone.url, null, silent).get('targets'))).toMatchObject({
      code: 'server-unreachable',
      message: `Can't reach ${gone.url}: connection refused; check the address and whether the server runs.`,
    });
  });

  test('the request times out', async () => {
    server.on('POST slow', () => new Promise(() => {}));
    const error = await failed(openApi(server.url, null, silent).post('slow', {}, { timeoutMs: 50 }));
    expect(error?.message).toContain('the request timed out');
  });
});

test('control characters in texts of other people are removed', () => {
  const text = JSON.stringify({ reason: 'fine\u001b[2J\u009b1m\r\nnext\tline', name: 'web' });
  expect(readResponse('', 200, 'application/json', text)).toEqual({
    reason: 'fine[2J1m\nnext\tline',
    name: 'web',
  });
});

test('whatever other people wrote, a terminal only shows it', () => {
  const hostile = fc.string({
    unit: fc.constantFrom('\u001b', '\u009b', '\u202e', '\u2066', '\r', '\b', '[2J', 'a', '\n'),
  });
  fc.assert(
    fc.property(hostile, fc.boolean(), (reason, isEscaped) => {
      const json = JSON.stringify({ reason });
      const text = isEscaped
        ? json.replace(/[\u007f-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
        : json;
      const shown = readResponse('', 200, 'application/json', text) as { reason: string };
      expect(shown.reason).toBe(reason.replace(/[^a\n[2J]/g, ''));
    }),
  );
});

test('invalid JSON is a Failure', () => {
  expect(() => readResponse('', 200, 'application/json', '{"a":')).toThrow(Failure);
});
