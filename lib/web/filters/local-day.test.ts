import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayIn, isTimeZone, startOfDay, startOfNextDay } from './local-day';

test.each([
  ['2026-11-22', 'UTC', '2026-11-22T00:00:00Z'],
  ['2026-11-22', 'Europe/Berlin', '2026-11-21T23:00:00Z'],
  ['2026-07-01', 'Europe/Berlin', '2026-06-30T22:00:00Z'],
  ['2026-11-22', 'America/Los_Angeles', '2026-11-22T08:00:00Z'],
  ['2026-11-22', 'Asia/Kathmandu', '2026-11-21T18:15:00Z'],
  ['2026-11-22', 'Pacific/Kiritimati', '2026-11-21T10:00:00Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00Z'],
  ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00Z'],
  // Midnight does not exist there: clocks go from 23:59 to 01:00.
  ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00Z'],
])('%s in %s starts at %s', (day, zone, expected) => {
  expect(startOfDay(day, zone)).toEqual(new Date(expected));
});

test('a day ends where the next one starts, and has 23 to 25 hours', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo'];
  const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2037-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(days, fc.constantFrom(...zones), (date, zone) => {
      const day = date.toISOString().slice(0, 10);
      const hours = (startOfNextDay(day, zone).getTime() - startOfDay(day, zone).getTime()) / 3_600_000;
      expect(hours).toBeGreaterThanOrEqual(23);
      expect(hours).toBeLessThanOrEqual(25);
    }),
  );
});

test('a zone that nobody knows is none', () => {
  expect(isTimeZone('Europe/Berlin')).toBe(true);
  for (const value of ['Moon/Base', '', '../../etc', 'Europe/Berlin; DROP'])
    expect(isTimeZone(value)).toBe(false);
});

test('a day is named in the zone, and days are added to it', () => {
  const at = new Date('2026-11-22T23:30:00Z');
  expect(dayIn('UTC', at)).toBe('2026-11-22');
  expect(dayIn('Asia/Tokyo', at)).toBe('2026-11-23');
  expect(dayIn('America/New_York', at, -6)).toBe('2026-11-16');
  expect(dayIn('UTC', new Date('2026-03-01T00:00:00Z'), -1)).toBe('2026-02-28');
});
