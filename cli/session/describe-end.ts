import { formatClock, formatShortTimeLeft } from '../format/time';
import { type Connection, nameTarget } from './connection';

/** When the access of a session ends, and how long that is. Null for standing access, which has no end. */
export function describeEnd(connection: Connection, now: Date): string | null {
  if (connection.accessExpirationTime === null) return null;
  const end = new Date(connection.accessExpirationTime);
  return `Your access to ${nameTarget(connection)} ends at ${formatClock(end, now)} (in ${formatShortTimeLeft(end, now)}).`;
}
