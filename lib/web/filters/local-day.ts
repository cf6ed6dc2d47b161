/** Whether a text is a time zone that this server knows, such as `Europe/Berlin`. */
export function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

/**
 * When a day such as `2026-11-22` starts in a time zone. Where clocks go forward at midnight, the day starts an hour later
 * than it says there.
 */
export function startOfDay(day: string, timeZone: string): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  const first = wanted - offsetAt(wanted, timeZone);
  // The offset at midnight can be another one than at the first guess, on the days when clocks change.
  const second = wanted - offsetAt(first, timeZone);
  const isMidnight = offsetAt(second, timeZone) === wanted - second;
  return new Date(isMidnight ? second : Math.max(first, second));
}

/** The start of the day after, which ends a day. */
export function startOfNextDay(day: string, timeZone: string): Date {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
  return startOfDay(next.toISOString().slice(0, 10), timeZone);
}

/** The day in a time zone at a time, such as `2026-11-22`, or the day that is `add` days later. */
export function dayIn(timeZone: string, at: Date, add = 0): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at);
  const { year, month, day } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return new Date(Date.parse(`${year}-${month}-${day}T00:00:00Z`) + add * 86_400_000)
    .toISOString()
    .slice(0, 10);
}

/** How far clocks in a zone are ahead of UTC at a time, in milliseconds. */
function offsetAt(time: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = Object.fromEntries(
    format.formatToParts(time).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
}
