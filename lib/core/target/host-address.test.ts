import { expect, test } from 'vitest';
import { bareHost, hostWithPort } from './host-address';

test.each([
  ['web.test', 'web.test', 'web.test:22'],
  ['192.0.2.1', '192.0.2.1', '192.0.2.1:22'],
  ['2001:db8::1', '2001:db8::1', '[2001:db8::1]:22'],
  ['[2001:db8::1]', '2001:db8::1', '[2001:db8::1]:22'],
])('%s alone and with a port', (host, bare, withPort) => {
  expect(bareHost(host)).toBe(bare);
  expect(hostWithPort(host, 22)).toBe(withPort);
});
