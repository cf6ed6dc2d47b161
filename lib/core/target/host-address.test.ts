import { expect, test } from 'vitest';
import { bareHost, findHostProblem, hostWithPort } from './host-address';

test.each([
  ['web.test', 'web.test', 'web.test:22'],
  ['192.0.2.1', '192.0.2.1', '192.0.2.1:22'],
  ['2001:db8::1', '2001:db8::1', '[2001:db8::1]:22'],
  ['[2001:db8::1]', '2001:db8::1', '[2001:db8::1]:22'],
])('%s alone and with a port', (host, bare, withPort) => {
  expect(bareHost(host)).toBe(bare);
  expect(hostWithPort(host, 22)).toBe(withPort);
});

test.each([
  'fe80::1%eth0',
  '[fe80::1%25eth0]',
  'FE80::1%1',
  'https://[fe80::1%25eth0]:6443',
  '[::1]:22',
  '[::1',
  '-h',
  'a b',
])('%s is refused', (host) => {
  expect(findHostProblem(host)).toMatch(/^Enter /);
});

test.each([
  'web.test',
  '::1',
  '[::1]',
  '::ffff:192.0.2.1',
  'https://k8s.test:6443',
  'https://wiki.test/%20',
  '50%.test',
])('%s is a host', (host) => {
  expect(findHostProblem(host)).toBeNull();
});
