import { record } from '@/lib/audit/record';
import { type Context, newId } from '@/lib/context';
import type { CloseReason, ConnectionView } from '@/lib/core/access/connection';
import type { Tx } from '@/lib/db/client';
import { closeConnectionRow, insertConnectionEvent } from '@/lib/db/connections/connections';
import { revokeCredentials } from '@/lib/db/connections/credentials';
import { lockConnectionForEnd } from '@/lib/db/locks';
import { aboutConnection, connectionFacts } from './connection-facts';
import { stopMachine } from './machine';

/**
 * Closes an open connection in the caller's transaction, revokes its certificates, has its machine stopped, and records why;
 * `words` end a sentence. False when it was closed before.
 */
export async function cutConnection(
  tx: Tx,
  ctx: Context,
  connection: ConnectionView,
  closed: { at: Date; reason: CloseReason; words: string },
): Promise<boolean> {
  await lockConnectionForEnd(tx, connection.id);
  if (!(await closeConnectionRow(tx, connection.id, closed))) return false;
  await revokeCredentials(tx, { connectionId: connection.id }, closed.at);
  const { organizationId } = ctx;
  if (connection.target.type === 'DynamicAccessConfig')
    await stopMachine(tx, { organizationId, connectionId: connection.id });
  const event = { id: newId(), organizationId, connectionId: connection.id, reason: closed.words };
  await insertConnectionEvent(tx, { ...event, type: 'Closed' });
  const data = { ...connectionFacts(connection), why: closed.words };
  await record(tx, ctx, { action: 'close-connection', data }, aboutConnection(connection));
  return true;
}
