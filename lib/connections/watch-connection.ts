import { z } from 'zod';
import { requireSubject } from '@/lib/authorization/require-subject';
import { awaitChange } from '@/lib/await-change';
import type { Context } from '@/lib/context';
import { type CloseReason, describeEndedAccess } from '@/lib/core/access/connection';
import { AccessError } from '@/lib/core/error';
import { findConnection, findEndedAmong, touchConnection } from '@/lib/db/connections/connections';
import { parse } from '@/lib/parse';
import { withWait } from '@/lib/with-wait';
import { idleSeconds } from './open-connection';
import { recheckConnection } from './recheck-connections';

const inputSchema = z.object({
  connectionId: z.uuid(),
  seconds: z.number().min(0).max(25).default(20),
});

export type WatchedConnection = {
  state: 'Open' | 'Closed';
  /** when its access ends; null for standing access, and once it is closed */
  ends: Date | null;
  closeReason: CloseReason | null;
  /** why it closed, for people; null while it is open */
  message: string | null;
};

/**
 * Waits up to `seconds` for the end of a connection, and answers as soon as it comes. A client calls this again and again
 * while it is connected, which shows that it is still there. Throws `not-found` for a connection that is not the
 * caller's, and `too-many-requests` to a person with too many waits.
 */
export async function watchConnection(
  ctx: Context,
  input: unknown,
  stop?: AbortSignal,
): Promise<WatchedConnection> {
  const { connectionId, seconds } = parse(inputSchema, input);
  const { organizationId } = ctx;
  const person = await requireSubject(ctx);
  const own = await findConnection(organizationId, connectionId);
  if (own?.person.id !== person.id) throw new AccessError('not-found', 'Session not found.');
  await touchConnection(connectionId, seconds + idleSeconds);
  if (own.state === 'Open') {
    const wait = { id: connectionId, ms: seconds * 1000, stop };
    await withWait(person.id, () => awaitChange('ended-connections', findEndedAmong, wait));
  }
  const rechecked = await recheckConnection(organizationId, connectionId);
  if (!rechecked) throw new AccessError('not-found', 'Session not found.');
  const { connection, basis } = rechecked;
  const { state, closeReason, closeWords } = connection;
  const message = state === 'Closed' ? describeClosed(connection, closeReason, closeWords ?? '') : null;
  return { state, ends: basis?.ends ?? null, closeReason, message };
}

function describeClosed(
  connection: Parameters<typeof describeEndedAccess>[0],
  reason: CloseReason | null,
  words: string,
): string {
  if (reason === 'access-ended' || reason === 'policy-edited') return describeEndedAccess(connection, words);
  return `The session on ${connection.target.name} was closed: ${words}.`;
}
