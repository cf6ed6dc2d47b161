import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextReminder, remindersDue } from './reminder';

const asked = new Date('2026-11-22T12:00:00Z');
const after = (minutes: number) => new Date(asked.getTime() + minutes * 60_000);

test.each([
  [59, 0],
  [60, 1],
  [119, 1],
  [120, 2],
  [239, 2],
  [240, 3],
  [1440, 5],
])(
  'R9: after %i minutes of waiting, %i reminders at one an hour, then ever more rarely',
  (minutes, count) => {
    expect(remindersDue(asked, 60, after(minutes))).toBe(count);
  },
);

test('no minutes are no reminders', () => {
  expect(remindersDue(asked, 0, after(10_000))).toBe(0);
  expect(nextReminder(asked, 0, 0)).toBeNull();
});

test('the next one is due exactly when it counts', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_080 }), fc.integer({ min: 0, max: 12 }), (minutes, given) => {
      const next = nextReminder(asked, minutes, given);
      if (!next) throw new Error('there is a next one');
      expect(remindersDue(asked, minutes, next)).toBe(given + 1);
      expect(remindersDue(asked, minutes, new Date(next.getTime() - 1))).toBe(given);
    }),
  );
});
