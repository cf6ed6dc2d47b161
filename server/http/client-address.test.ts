import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { addressHeader } from '@/lib/client-address';
import { listNetworks } from '@/lib/networks';
import { settleAddress } from './client-address';
import '@/test/test-env';

const publicUrl = new URL('https://access.example.com');
const proxies = listNetworks([
  { address: '10.0.0.0', bits: 8 },
  { address: 'fd00::', bits: 8 },
]);

function requestOf(peer: string, headers: Record<string, string>) {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: peer });
  const request = new IncomingMessage(socket);
  Object.assign(request.headers, headers);
  return request;
}

function settle(peer: string, headers: Record<string, string>) {
  const request = requestOf(peer, headers);
  return { address: settleAddress(request, { proxies, publicUrl }), headers: request.headers };
}

const addressOf = (peer: string, forwardedFor: string) =>
  settle(peer, { 'x-forwarded-for': forwardedFor }).address;

describe('the address of a client', () => {
  test.each([
    ['a direct client', '192.0.2.1', '', '192.0.2.1'],
    ['a direct client that claims another address', '192.0.2.1', '198.51.100.7', '192.0.2.1'],
    ['a client behind a trusted proxy', '10.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['a client that adds an entry of its own', '10.0.0.1', '203.0.113.9, 198.51.100.7', '198.51.100.7'],
    ['a chain of trusted proxies', '10.0.0.1', '198.51.100.7, fd00::2, 10.2.3.4', '198.51.100.7'],
    ['an entry with a port', '10.0.0.1', '198.51.100.7:4711', '198.51.100.7'],
    ['an IPv6 entry', '10.0.0.1', '2001:DB8::1', '2001:db8::1'],
    ['an IPv6 entry with a port', '10.0.0.1', '[2001:db8::1]:4711', '2001:db8::1'],
    ['an IPv4 proxy on an IPv6 socket', '::ffff:10.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['an IPv4 entry in IPv6 form', '10.0.0.1', '::ffff:198.51.100.7', '198.51.100.7'],
    ['a proxy that sends no entry', '10.0.0.1', '', '10.0.0.1'],
    ['an entry that is no address', '10.0.0.1', '198.51.100.7, unknown', '10.0.0.1'],
    ['a program of the proxy itself', '10.0.0.1', '10.0.0.9', '10.0.0.9'],
    ['an address of this machine with a zone', 'fe80::1%eth0', '', 'fe80::1'],
  ])('of %s', (_, peer, forwardedFor, address) => {
    expect(addressOf(peer, forwardedFor)).toBe(address);
  });

  test('does not depend on what a client sends, with any number of trusted proxies', () => {
    const client = '198.51.100.7';
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(
          fc.ipV4().map((ip) => ip.replace(/^\d+/, '10')),
          { minLength: 1, maxLength: 4 },
        ),
        (sent, chain) => {
          const [peer = '', ...others] = chain;
          expect(addressOf(peer, [sent, client, ...others].join(','))).toBe(client);
          expect(addressOf(client, sent)).toBe(client);
        },
      ),
    );
  });
});

test('of what proxies say about a request only the address of the client is kept, and only from a trusted one', () => {
  const claims = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-port': '1',
    'x-real-ip': '203.0.113.9',
    forwarded: 'for=203.0.113.9',
    [addressHeader]: '203.0.113.9',
  };
  const kept = { 'x-forwarded-host': 'access.example.com' };
  const own = expect.stringMatching(/^[\da-f]{32}$/);
  expect(settle('192.0.2.1', claims).headers).toEqual({
    ...kept,
    'x-forwarded-for': '192.0.2.1',
    [addressHeader]: '192.0.2.1',
    'x-bzero-own-call': own,
  });
  expect(settle('10.0.0.1', claims).headers).toEqual({
    ...kept,
    'x-forwarded-for': '10.0.0.1',
    [addressHeader]: '10.0.0.1',
    'x-bzero-own-call': own,
  });
});

test('a call of the server to itself keeps the address of the person, and nobody else can claim one so', () => {
  const first = settle('10.0.0.1', { 'x-forwarded-for': '198.51.100.7' });
  const sent = first.headers as Record<string, string>;
  expect(settle('127.0.0.1', sent).address).toBe('198.51.100.7');
  expect(settle('127.0.0.1', { ...sent, 'x-bzero-own-call': 'guess' }).address).toBe('127.0.0.1');
});

test('a missing line is named once, for each place where it is missing', async () => {
  vi.resetModules();
  const { log } = await import('@/lib/log');
  const warn = vi.spyOn(log(), 'warn').mockImplementation(() => undefined);
  const { settleAddress: settleFresh } = await import('./client-address');
  const send = (peer: string, headers: Record<string, string>, url = '/') => {
    const request = requestOf(peer, headers);
    request.url = url;
    settleFresh(request, { proxies, publicUrl });
  };
  send('10.0.0.1', {}, '/api/health/ready');
  send('10.0.0.1', { 'x-forwarded-for': '198.51.100.7' });
  send('192.0.2.1', {});
  expect(warn).not.toHaveBeenCalled();
  for (const _ of [1, 2]) {
    send('10.0.0.1', {});
    send('192.0.2.1', { 'x-forwarded-for': '198.51.100.7' });
  }
  expect(warn.mock.calls).toEqual([
    [{ peer: '10.0.0.1' }, expect.stringContaining('sends no X-Forwarded-For')],
    [{ peer: '192.0.2.1' }, expect.stringContaining('add its address to TRUSTED_PROXIES')],
  ]);
});
