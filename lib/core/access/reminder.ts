const minute = 60_000;

/**
 * How many reminders of a request are due by now (R9): the first after `minutes`, each next one after twice as long. 0
 * minutes is never.
 */
export function remindersDue(createdAt: Date, minutes: number, now: Date): number {
  const waited = (now.getTime() - createdAt.getTime()) / minute;
  return minutes === 0 || waited < minutes ? 0 : Math.floor(Math.log2(waited / minutes)) + 1;
}

/** When the next reminder after `given` of them is due; null when reminders are off. */
export function nextReminder(createdAt: Date, minutes: number, given: number): Date | null {
  return minutes === 0 ? null : new Date(createdAt.getTime() + minutes * 2 ** given * minute);
}
