import { type Context, systemContext } from '@/lib/context';
import { type ConnectionView, closeReasonOf } from '@/lib/core/access/connection';
import { type AccessBasis, evaluateAccess } from '@/lib/core/access/entitlement';
import { describeAccessEnd } from '@/lib/core/text/request';
import type { Tx } from '@/lib/db/client';
import { findAccessEnd } from '@/lib/db/connections/access-end';
import {
  findConnection,
  findIdleConnections,
  findOpenConnectionIds,
  moveConnection,
} from '@/lib/db/connections/connections';
import { findEntitlements } from '@/lib/db/policies/entitlements';
import { databaseNow, inTransaction, lockForDecision } from '@/lib/db/transaction';
import { cutConnection } from './cut-connection';

const batch = 500;

/** A connection and what gives its access now; `basis` is null once it is closed. */
export type RecheckedConnection = { connection: ConnectionView; basis: AccessBasis | null };

/**
 * Rechecks one connection: closes it if its access has ended, or keeps it open by whatever else allows it (R21). Null when
 * the organization has none of that id.
 */
export async function recheckConnection(
  organizationId: string,
  id: string,
): Promise<RecheckedConnection | null> {
  return inTransaction(async (tx) => {
    await lockForDecision(tx, organizationId);
    const connection = await findConnection(organizationId, id, tx);
    if (!connection) return null;
    if (connection.state === 'Closed') return { connection, basis: null };
    const basis = await settle(tx, clockOf(organizationId), connection);
    const now = await findConnection(organizationId, id, tx);
    return now && { connection: now, basis };
  });
}

/** Rechecks every open connection of an organization. Gives how many were closed. */
export async function recheckConnections(organizationId: string): Promise<number> {
  let closed = 0;
  for (const id of await findOpenConnectionIds(organizationId)) {
    if ((await recheckConnection(organizationId, id))?.connection.state === 'Closed') closed++;
  }
  return closed;
}

/** Closes the connections, of all organizations, whose client no longer polls. Gives how many. */
export async function closeIdleConnections(): Promise<number> {
  let closed = 0;
  for (const { id, organizationId } of await findIdleConnections(batch)) {
    const done = await inTransaction(async (tx) => {
      const connection = await findConnection(organizationId, id, tx);
      const at = await databaseNow(tx);
      const how = { at, reason: 'quiet', words: 'its client disconnected' } as const;
      return connection !== null && cutConnection(tx, clockOf(organizationId), connection, how);
    });
    if (done) closed++;
  }
  return closed;
}

async function settle(tx: Tx, ctx: Context, connection: ConnectionView): Promise<AccessBasis | null> {
  const { organizationId } = ctx;
  const { person, target, requestId, policy } = connection;
  const held = await findEntitlements({ organizationId, userId: person.id, targetId: target.id }, tx);
  const [current] = held.targets;
  const answer = current && evaluateAccess(current.entitlements, current.type, connection, held.now);
  if (answer?.allowed) {
    const { basis } = answer;
    if (basis.requestId !== requestId || basis.policyId !== policy.id) {
      await moveConnection(tx, connection.id, basis);
    }
    return basis;
  }
  const end = await findAccessEnd(tx, connection);
  const closed = { at: held.now, reason: closeReasonOf(end), words: describeAccessEnd(end) };
  await cutConnection(tx, ctx, connection, closed);
  return null;
}

function clockOf(organizationId: string): Context {
  return systemContext(organizationId, 'the clock', 'clock');
}
