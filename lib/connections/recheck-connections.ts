import { type Context, systemContext } from '@/lib/context';
import { type ConnectionView, closeReasonOf } from '@/lib/core/access/connection';
import type { AccessBasis } from '@/lib/core/access/entitlement';
import { describeAccessEnd } from '@/lib/core/text/request';
import type { Tx } from '@/lib/db/client';
import { findAccessEnd } from '@/lib/db/connections/access-end';
import {
  findConnection,
  findIdleConnections,
  findOpenConnectionIds,
  moveConnection,
} from '@/lib/db/connections/connections';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { sweepEach } from '@/lib/sweep-each';
import { cutConnection } from './cut-connection';
import { findAccess, holdAccess, type WantedAccess } from './hold-access';

const batch = 500;

/** A connection and what gives its access now; `basis` is null once it is closed. */
export type RecheckedConnection = { connection: ConnectionView; basis: AccessBasis | null };

/**
 * Rechecks one connection: closes it if its access has ended, or keeps it open by whatever else allows it (R21). While
 * nothing has ended, it only reads. Null when the organization has none of that id.
 */
export async function recheckConnection(
  organizationId: string,
  id: string,
): Promise<RecheckedConnection | null> {
  const connection = await findConnection(organizationId, id);
  if (!connection) return null;
  if (connection.state === 'Closed') return { connection, basis: null };
  const { answer } = await findAccess(wantedBy(organizationId, connection));
  if (answer?.allowed && isBasis(answer.basis, connection)) return { connection, basis: answer.basis };
  return inTransaction(async (tx) => {
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
  return sweepEach(await findIdleConnections(batch), 'an idle connection could not be closed', closeIdle);
}

async function closeIdle({ id, organizationId }: { id: string; organizationId: string }): Promise<boolean> {
  return inTransaction(async (tx) => {
    const connection = await findConnection(organizationId, id, tx);
    const at = await databaseNow(tx);
    const how = { at, reason: 'quiet', words: 'its client disconnected' } as const;
    return connection !== null && cutConnection(tx, clockOf(organizationId), connection, how);
  });
}

async function settle(tx: Tx, ctx: Context, connection: ConnectionView): Promise<AccessBasis | null> {
  const { answer, now } = await holdAccess(tx, wantedBy(ctx.organizationId, connection));
  if (answer?.allowed) {
    await moveConnection(tx, connection.id, answer.basis);
    return answer.basis;
  }
  const end = await findAccessEnd(tx, connection);
  await cutConnection(tx, ctx, connection, {
    at: now,
    reason: closeReasonOf(end),
    words: describeAccessEnd(end),
  });
  return null;
}

function wantedBy(organizationId: string, connection: ConnectionView): WantedAccess {
  const { person, target } = connection;
  return { organizationId, userId: person.id, targetId: target.id, spec: connection };
}

function isBasis(basis: AccessBasis, { requestId, policy }: ConnectionView): boolean {
  return basis.requestId === requestId && basis.policyId === policy.id;
}

function clockOf(organizationId: string): Context {
  return systemContext(organizationId, 'the clock', 'clock');
}
