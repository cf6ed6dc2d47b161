import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import '@/test/test-env';
import { afterEach, expect, test } from 'vitest';
import { loadEnv } from '@/lib/env';
import { callAddress } from './call-address';

const shared = globalThis as { bzeroEnv?: ReturnType<typeof loadEnv> };
let server: Server;

afterEach(() => {
  server.close();
  delete shared.bzeroEnv;
});

/** Calls a server that answers each connection with this text and keeps it open. */
async function callOne(text: string) {
  shared.bzeroEnv = loadEnv({ ...process.env, ALLOW_PRIVATE_PROBES: '127.0.0.1' });
  server = createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => socket.write(text));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return callAddress(url, { method: 'GET', headers: {}, timeoutMs: 10_000, maxBytes: 100 });
}

test('an answer is read, and a redirect is not followed', async () => {
  const answer = 'HTTP/1.1 302 Found\r\nLocation: http://acme.test/\r\nContent-Length: 2\r\n\r\nok';
  expect(await callOne(answer)).toEqual({ status: 302, body: Buffer.from('ok') });
});

test.each([
  ['changes the protocol', 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'],
  ['answers too much', `HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n${'a'.repeat(101)}`],
  ['is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
])('a server that %s ends the call', async (_, answer) => {
  await expect(callOne(answer)).rejects.toThrow();
});
