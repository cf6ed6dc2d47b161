import { expect, test } from 'vitest';
import { durationError } from './policy-duration';

test('R5: a duration is a whole number of minutes, from 1 minute to 30 days', () => {
  expect([1, 60, 43_200].map(durationError)).toEqual([null, null, null]);
  expect([0, -5, 43_201, 2 ** 53, 1.5, Number.NaN].map(durationError)).toEqual([
    'Use at least 1 minute.',
    'Use at least 1 minute.',
    'Use at most 43200 minutes (30 days).',
    'Use at most 43200 minutes (30 days).',
    'Use whole minutes.',
    'Enter a number of minutes.',
  ]);
});
