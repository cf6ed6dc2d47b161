import '@/test/test-env';
import { afterEach, expect, test } from 'vitest';
import { loadEnv } from '@/lib/env';
import { findProbeAddress } from './probe-address';

const shared = globalThis as { bzeroEnv?: ReturnType<typeof loadEnv> };

afterEach(() => {
  delete shared.bzeroEnv;
});

/** Reads the environment with these addresses allowed. */
function allow(list: string): void {
  shared.bzeroEnv = loadEnv({ ...process.env, ALLOW_PRIVATE_PROBES: list });
}

test.each([
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '0177.0.0.1',
  '2130706433',
  '169.254.169.254',
  '100.100.100.200',
  '168.63.129.16',
  '::1',
  '[::1]',
  '::',
  '::ffff:127.0.0.1',
  '::7f00:1',
  '64:ff9b::a9fe:a9fe',
  '::ffff:169.254.169.254',
  'fe80::1',
  'fd00:ec2::254',
  'localhost',
])('%s is not probed', async (host) => {
  allow('192.0.2.1');
  const found = await findProbeAddress(host, 22);
  expect(found).toMatch(/ALLOW_PRIVATE_PROBES|can't be reached/);
});

test.each(['10.1.2.3', '192.168.1.1', '203.0.113.9', '2001:db8::1'])('%s is probed', async (host) => {
  allow('192.0.2.1');
  expect(await findProbeAddress(host, 22)).toEqual({ host, address: host, port: 22 });
});

test('an address that the operator allows is probed, and no other', async () => {
  allow('127.0.0.1, fe80::/64');
  expect(await findProbeAddress('127.0.0.1', 22)).toMatchObject({ address: '127.0.0.1' });
  expect(await findProbeAddress('fe80::1', 22)).toMatchObject({ address: 'fe80::1' });
  expect(await findProbeAddress('127.0.0.2', 22)).toContain('ALLOW_PRIVATE_PROBES');
});

test('a name that does not resolve says no more than that it can’t be reached', async () => {
  expect(await findProbeAddress('no-such-host.invalid', 22)).toBe(
    "no-such-host.invalid:22 can't be reached from this console",
  );
});

test('a malformed list stops the start', () => {
  expect(() => allow('localhost')).toThrow('ALLOW_PRIVATE_PROBES must be addresses');
  expect(() => allow('10.0.0.0/99')).toThrow('ALLOW_PRIVATE_PROBES must be addresses');
});
