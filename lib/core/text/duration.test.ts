import { expect, test } from 'vitest';
import { formatDuration, formatTimeLeft } from './duration';

const now = new Date('2026-03-01T12:00:00Z');

test.each([
  [0, '0 minutes'],
  [1, '1 minute'],
  [2, '2 minutes'],
  [59, '59 minutes'],
  [60, '1 hour'],
  [61, '1 hour 1 minute'],
  [90, '1 hour 30 minutes'],
  [120, '2 hours'],
  [1439, '23 hours 59 minutes'],
  [1440, '1 day'],
  [1500, '1 day 1 hour'],
  [2881, '2 days 1 minute'],
  [-5, '0 minutes'],
])('%i minutes are %s', (minutes, text) => expect(formatDuration(minutes)).toBe(text));

test.each([
  [-1, 'ended'],
  [0, 'ended'],
  [1, '1 minute left'],
  [60_000, '1 minute left'],
  [60_001, '2 minutes left'],
  [3_600_000, '1 hour left'],
])('%i milliseconds before the end: %s', (left, text) => {
  expect(formatTimeLeft(new Date(now.getTime() + left), now)).toBe(text);
});
