const minute = 60_000;

/**
 * How many times admins should have been reminded of a request by now (R9): first after `minutes`, then after
 * twice as long each time. 0 minutes is never.
 */
export function remindersDue(askedAt: Date, minutes: number, now: Date): number {
  const waited = (now.getTime() - askedAt.getTime()) / minute;
  return minutes === 0 || waited < minutes ? 0 : Math.floor(Math.log2(waited / minutes)) + 1;
}

/** When the reminder after `given` of them is due; null when there is none. */
export function nextReminder(askedAt: Date, minutes: number, given: number): Date | null {
  return minutes === 0 ? null : new Date(askedAt.getTime() + minutes * 2 ** given * minute);
}
