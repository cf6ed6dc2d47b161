import { expect, test } from 'vitest';
import { formatClock, formatElapsed, formatShortTimeLeft } from './time';

const now = new Date(2026, 2, 1, 12, 0);
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

test.each([
  [-1, 'ended'],
  [0, 'ended'],
  [0.1, '1 min'],
  [59, '59 min'],
  [60, '1 h'],
  [72, '1 h 12 min'],
  [1440, '1 d'],
  [1500, '1 d 1 h'],
])('%f minutes are left: %s', (minutes, text) => expect(formatShortTimeLeft(later(minutes), now)).toBe(text));

test('an end is a clock time, with its date from a day on', () => {
  expect(formatClock(later(65), now)).toBe('13:05');
  expect(formatClock(later(1440), now)).toBe('2026-03-02 12:00');
});

test.each([
  [0, '0:00'],
  [42_900, '0:42'],
  [725_000, '12:05'],
  [3_720_000, '1:02:00'],
])('%i ms have passed: %s', (ms, text) => expect(formatElapsed(ms)).toBe(text));
