import { expect, test } from 'vitest';
import { makeEndNotices } from './end-notices';

const end = new Date(2026, 2, 1, 13, 0);
const before = (minutes: number, seconds = 0, of = end) =>
  new Date(of.getTime() - (minutes * 60 + seconds) * 1000);

test('a notice is due ten minutes and two minutes before the end, once each', () => {
  const isDue = makeEndNotices(end, before(60));
  const looks = [
    before(60),
    before(10, 1),
    before(10),
    before(9, 59),
    before(2, 1),
    before(2),
    before(1),
    end,
  ];
  expect(looks.map((now) => isDue(end, now))).toEqual([false, false, true, false, false, true, false, false]);
});

test('the first notice is not repeated by the beginning of a session', () => {
  const isDue = makeEndNotices(end, before(8));
  expect([before(7), before(2), before(1)].map((now) => isDue(end, now))).toEqual([false, true, false]);
});

test('a computer that slept through the first notice gives one, not two', () => {
  const isDue = makeEndNotices(end, before(60));
  expect([before(1), before(0, 30)].map((now) => isDue(end, now))).toEqual([true, false]);
});

test('a later end has notices of its own, an earlier one is told, and standing access has none', () => {
  const later = new Date(end.getTime() + 30 * 60_000);
  const isDue = makeEndNotices(end, before(9));
  expect(isDue(later, before(8))).toBe(false);
  expect(isDue(later, before(10, 0, later))).toBe(true);
  const earlier = before(5, 0, later);
  expect(isDue(earlier, before(9, 0, later))).toBe(true);
  expect(isDue(null, before(9, 0, later))).toBe(false);
});
