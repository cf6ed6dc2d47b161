import { expect, test } from 'vitest';
import { durationError } from './policy-duration';

test('R5: a duration is a whole number of minutes, from 1 minute to 1 day', () => {
  expect([1, 60, 1440].map(durationError)).toEqual([null, null, null]);
  expect([0, -5, 1441, 2000, 1.5, Number.NaN].map(durationError)).toEqual([
    'Use at least 1 minute.',
    'Use at least 1 minute.',
    'Use at most 1440 minutes (1 day).',
    'Use at most 1440 minutes (1 day).',
    'Use whole minutes.',
    'Enter a number of minutes.',
  ]);
});
