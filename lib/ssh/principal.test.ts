import { expect, test } from 'vitest';
import {
  findTargetUserProblem,
  isPrincipal,
  isPrincipalLine,
  principalFor,
  tunnelPrincipalLine,
} from './principal';

test.each([
  'root',
  'ec2-user',
  'svc.deploy_1',
  'engineer@corp.example',
  'CORP\\engineer',
  'machine$',
  'josé',
  '-x',
  '.hidden',
  'ü'.repeat(127),
])('%s is a valid account', (user) => {
  expect(findTargetUserProblem(user)).toBeUndefined();
  expect(principalFor('id', user)).toBe(`bz:id:${user}`);
});

test.each([
  '',
  '.',
  '..',
  '../root',
  'a/b',
  'root#x',
  '#',
  'a b',
  ' root',
  'root\n',
  'a\u00a0b',
  'a\tb',
  'a\0',
  '\u0085',
  'a"b',
  'ü'.repeat(128),
])('%j is not a valid account', (user) => {
  expect(findTargetUserProblem(user)).toMatch(
    /^The target user ".*" .*\. Rename the account on the server\.$/,
  );
  expect(() => principalFor('id', user)).toThrow('Rename the account');
});

test('the message about an invalid name is one line', () => {
  expect(findTargetUserProblem(`a\n${'b'.repeat(1000)}`)?.length).toBeLessThan(200);
  expect(findTargetUserProblem('a\nb')).not.toContain('\n');
});

test('a line with options, a comment or two names is not a principal', () => {
  for (const line of ['', 'command="id" x', 'a #b', 'a#b', 'a b', 'a\nb'])
    expect(isPrincipal(line)).toBe(false);
  expect(isPrincipal('bz:6f1c:root')).toBe(true);
});

test.each([
  ['win.acme.test', 'win.acme.test:3389'],
  ['10.0.0.1', '10.0.0.1:3389'],
  ['2001:db8::1', '[2001:db8::1]:3389'],
  ['[2001:db8::1]', '[2001:db8::1]:3389'],
])('a tunnel to %s is a line that permits this address alone', (host, address) => {
  const line = tunnelPrincipalLine('id', 'RDP', { host, port: 3389 });
  expect(line).toBe(`restrict,port-forwarding,permitopen="${address}" bz-rdp:id`);
  expect(isPrincipalLine(line)).toBe(true);
});

test.each(['', '*', 'a b', 'a"b', 'a",pty,permitopen="b', 'a,b', 'a:1', '-a', 'a\nb', 'ä.test'])(
  'a tunnel to the host %j is refused',
  (host) => expect(() => tunnelPrincipalLine('id', 'RDP', { host, port: 1 })).toThrow('not a host name'),
);
