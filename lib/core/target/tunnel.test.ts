import { expect, test } from 'vitest';
import { isHostAddress, isUsable, noTunnel, tunnelPort, withoutUnusable } from './tunnel';

test.each(['win.acme.test', 'WIN-1', 'win_1', '10.0.0.1', '::1', '2001:db8::1', '[2001:db8::1]'])(
  '%s is one address',
  (host) => expect(isHostAddress(host)).toBe(true),
);

test.each(['', ' ', 'a b', '-a', 'a:1', '*', 'a"b', 'a,b', 'a\nb', '[::1', 'ä.test', 'x'.repeat(256)])(
  '%j is not',
  (host) => expect(isHostAddress(host)).toBe(false),
);

test('RDP and SQL Server can be used where a way is set, other actions everywhere', () => {
  const own = { tunnelWay: 'OwnSsh' } as const;
  expect([isUsable('RDP', noTunnel), isUsable('SQLServer', noTunnel)]).toEqual([false, false]);
  expect([isUsable('RDP', own), isUsable('SQLServer', own)]).toEqual([true, true]);
  expect([isUsable('Shell', noTunnel), isUsable(null, noTunnel)]).toEqual([true, true]);
  expect(withoutUnusable({ verbs: ['Tunnel', 'RDP'] as const }, noTunnel).verbs).toEqual(['Tunnel']);
});

test('each has its usual port, or the one of the target', () => {
  expect([tunnelPort('RDP', noTunnel), tunnelPort('SQLServer', noTunnel)]).toEqual([3389, 1433]);
  expect(tunnelPort('RDP', { rdpPort: 3390, sqlServerPort: null })).toBe(3390);
  expect(tunnelPort('SQLServer', { rdpPort: 3390, sqlServerPort: 1434 })).toBe(1434);
});
