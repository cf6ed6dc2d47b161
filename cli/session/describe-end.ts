import { requestLine } from '@/lib/core/text/target';
import { formatClock, formatShortTimeLeft } from '../format/time';
import { accessOf, type Connection, nameTarget } from './connection';

/** When the access of a session ends, and how long that is. Null for standing access, which has no end. */
export function describeEnd(connection: Connection, now: Date): string | null {
  const { accessExpirationTime: end } = connection;
  return end === null ? null : describeEndAt(connection, new Date(end), now);
}

/** The line in a running session a few minutes before its access ends at `end`, with the command for more time. */
export function describeSoonEnd(connection: Connection, end: Date, now: Date): string {
  return `${describeEndAt(connection, end, now)} To request more time, run in another terminal: ${requestLine(accessOf(connection))}`;
}

function describeEndAt(connection: Connection, end: Date, now: Date): string {
  return `Your access to ${nameTarget(connection)} ends at ${formatClock(end, now)} (in ${formatShortTimeLeft(end, now)}).`;
}
