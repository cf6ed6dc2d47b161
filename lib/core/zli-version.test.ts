import { expect, test } from 'vitest';
import { isOlder, readVersion } from './zli-version';

test.each([
  ['0.1.0', '0.1.0', false],
  ['0.1.0', '0.1.1', true],
  ['0.9.0', '0.10.0', true],
  ['1.0.0', '0.9.9', false],
  ['2.0.0-beta.1', '2.0.0', false],
])('%s is older than %s: %s', (version, than, older) => expect(isOlder(version, than)).toBe(older));

test('a header that is no version is none', () => {
  expect(['0.1.0', '1.2.3-beta.4', '', null, undefined, '1.2', '1.2.3\u001b[2J'].map(readVersion)).toEqual([
    '0.1.0',
    '1.2.3-beta.4',
    null,
    null,
    null,
    null,
    null,
  ]);
});
