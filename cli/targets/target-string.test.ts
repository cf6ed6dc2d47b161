import { describe, expect, test } from 'vitest';
import { Failure } from '../failure';
import { isMatch, readTargetString } from './target-string';

const id = '3e0c1f6e-6d4f-4f0e-9d5b-0c1d2e3f4a5b';

test.each([
  ['web', null, [{ targetName: 'web' }]],
  ['root@web', 'root', [{ targetName: 'web' }]],
  ['root@web.prod', 'root', [{ targetName: 'web', envName: 'prod' }, { targetName: 'web.prod' }]],
  ['jane@corp@web', 'jane@corp', [{ targetName: 'web' }]],
  [`web.${id}`, null, [{ targetName: 'web', envId: id }, { targetName: `web.${id}` }]],
  [id, null, [{ targetId: id }]],
  [`root@${id}`, 'root', [{ targetId: id }]],
  ['.prod', null, [{ targetName: '.prod' }]],
  ['web.', null, [{ targetName: 'web.' }]],
])('%s', (input, user, readings) => {
  expect(readTargetString(input)).toEqual({
    text: input.slice(input.lastIndexOf('@') + 1),
    user,
    readings,
  });
});

test('a name with dots has several readings: first dot, whole, later dots', () => {
  expect(readTargetString('db.internal.prod').readings).toEqual([
    { targetName: 'db', envName: 'internal.prod' },
    { targetName: 'db.internal.prod' },
    { targetName: 'db.internal', envName: 'prod' },
  ]);
});

test.each(['', '@', 'root@', '@web'])('"%s" is not a target', (input) => {
  expect(() => readTargetString(input)).toThrow(Failure);
});

describe('a reading matches a target', () => {
  const web = { id, name: 'web', environmentName: 'prod' };
  test.each([
    [{ targetId: id.toUpperCase() }, true],
    [{ targetName: 'web' }, true],
    [{ targetName: 'web', envName: 'prod' }, true],
    [{ targetName: 'web', envName: 'stage' }, false],
    [{ targetName: 'web', envId: id }, false],
    [{ targetName: 'we' }, false],
  ])('%o', (reading, expected) => expect(isMatch(reading, web)).toBe(expected));
});
