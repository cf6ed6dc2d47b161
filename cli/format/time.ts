const DAY_MS = 24 * 60 * 60_000;

/** The end of access in local time: `14:05`, with the date if it is a day or more away. */
export function formatClock(end: Date, now: Date): string {
  const time = `${pad(end.getHours())}:${pad(end.getMinutes())}`;
  if (Math.abs(end.getTime() - now.getTime()) < DAY_MS) return time;
  return `${end.getFullYear()}-${pad(end.getMonth() + 1)}-${pad(end.getDate())} ${time}`;
}

/** The time left until `end`, rounded up to minutes: `52 min`, `1 h 12 min`, `3 d 4 h`. */
export function formatShortTimeLeft(end: Date, now: Date): string {
  const minutes = Math.ceil((end.getTime() - now.getTime()) / 60_000);
  if (minutes <= 0) return 'ended';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return join(`${hours} h`, minutes % 60, 'min');
  return join(`${Math.floor(hours / 24)} d`, hours % 24, 'h');
}

/** Elapsed time: `0:42`, `12:05`, `1:02:00`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${pad(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
}

function join(large: string, small: number, unit: string): string {
  return small === 0 ? large : `${large} ${small} ${unit}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
