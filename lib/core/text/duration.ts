const units: readonly [string, number][] = [
  ['day', 1440],
  ['hour', 60],
  ['minute', 1],
];

/** A duration in minutes as text: `1 hour`, `1 hour 30 minutes`, `1 day`. */
export function formatDuration(minutes: number): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.round(minutes));
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
  }
  return parts.join(' ') || '0 minutes';
}

/** The time until `end`, rounded up to whole minutes, so that active access never shows 0 minutes left. */
export function formatTimeLeft(end: Date, now: Date): string {
  const minutes = Math.ceil((end.getTime() - now.getTime()) / 60_000);
  return minutes <= 0 ? 'ended' : `${formatDuration(minutes)} left`;
}

/** Seconds in the largest unit that fits: `40 s`, `12 min`, `3 h`; a dash for null. */
export function formatSeconds(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 360) / 10} h`;
}
