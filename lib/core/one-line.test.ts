import { expect, test } from 'vitest';
import { isAccountName, isOneLine } from './one-line';

test.each(['prod-web', 'Ünïcode', '日本', 'a b', "it's", '😀'])('%s is one line', (text) => {
  expect(isOneLine(text)).toBe(true);
});

test.each(['a\nb', 'a\rb', 'a\u0000', 'a\u2028b', 'a\u202eb', 'a\u200bb', 'a\ufeff', 'a\ud800', '\u{e0041}'])(
  '%j is not',
  (text) => {
    expect(isOneLine(text)).toBe(false);
  },
);

test('an account is not read as an option, and has no spaces around it', () => {
  expect(['root', 'system:masters', 'ACME\\sven', 'a-b', 'deploy user'].every(isAccountName)).toBe(true);
  expect(['-oProxyCommand=x', '', ' root', 'root ', 'a\nb', 'x'.repeat(151)].some(isAccountName)).toBe(false);
});
