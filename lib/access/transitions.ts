import { record } from '@/lib/audit/record';
import { type Context, systemContext } from '@/lib/context';
import type { RequestView } from '@/lib/core/access/request';
import type { Tx } from '@/lib/db/client';
import { endGrantRow } from '@/lib/db/requests/grants';
import { closeRequest, findRequest, moveRequest } from '@/lib/db/requests/requests';
import { notifyCancelled, notifyEnded, notifyOutcome } from './notify';
import { auditAbout, auditFacts } from './request-facts';
import { revokeAccess } from './revoke-access';

/** Reads a request back after it was changed in the same transaction. */
export async function getRequestOrThrow(tx: Tx, organizationId: string, id: string): Promise<RequestView> {
  const request = await findRequest(organizationId, id, tx);
  if (!request) throw new Error(`request ${id} is gone`);
  return request;
}

/** Lapses a request that nobody decided in time. False when it was decided, or has lapsed, before. */
export async function timeOut(tx: Tx, organizationId: string, id: string): Promise<boolean> {
  const moved = await moveRequest(tx, { organizationId, id, from: 'Pending', to: 'Lapsed' });
  if (!moved) return false;
  const request = await getRequestOrThrow(tx, organizationId, id);
  const ctx = systemContext(organizationId, 'the clock', 'clock');
  await record(tx, ctx, { action: 'lapse-request', data: auditFacts(request) }, auditAbout(request));
  await notifyOutcome(tx, { organizationId, request });
  return true;
}

/** Tells that a grant is over whose time has come. False when it is not over yet, or ended before. */
export async function expire(tx: Tx, organizationId: string, requestId: string, now: Date): Promise<boolean> {
  if (!(await endGrantRow(tx, { requestId, to: 'Expired', endedAt: now }))) return false;
  await closeRequest(tx, requestId);
  await revokeAccess(tx, { organizationId, requestId }, now);
  const request = await getRequestOrThrow(tx, organizationId, requestId);
  const ctx = systemContext(organizationId, 'the clock', 'clock');
  await record(tx, ctx, { action: 'expire-grant', data: auditFacts(request) }, auditAbout(request));
  await notifyEnded(tx, { organizationId, request });
  return true;
}

/** Makes a pending request void, because what it rests on is gone (R8). False when it was decided before. */
export async function invalidate(tx: Tx, ctx: Context, id: string, why: string, now: Date): Promise<boolean> {
  const { organizationId } = ctx;
  const set = { decidedAt: now, decisionReason: why };
  if (!(await moveRequest(tx, { organizationId, id, from: 'Pending', to: 'Invalidated', set }))) return false;
  const request = await getRequestOrThrow(tx, organizationId, id);
  const event = { action: 'invalidate-request', data: { ...auditFacts(request), why } } as const;
  await record(tx, ctx, event, auditAbout(request));
  await notifyOutcome(tx, { organizationId, request });
  return true;
}

/** Cancels a pending request. `own` says that its person did it, who then needs no telling. */
export async function cancel(
  tx: Tx,
  ctx: Context,
  id: string,
  how: { why: string; own: boolean; now: Date },
): Promise<boolean> {
  const { organizationId } = ctx;
  const set = { decidedAt: how.now, decisionReason: how.why };
  if (!(await moveRequest(tx, { organizationId, id, from: 'Pending', to: 'Cancelled', set }))) return false;
  const request = await getRequestOrThrow(tx, organizationId, id);
  const event = { action: 'cancel-request', data: { ...auditFacts(request), why: how.why } } as const;
  await record(tx, ctx, event, auditAbout(request));
  await (how.own ? notifyCancelled : notifyOutcome)(tx, { organizationId, request });
  return true;
}

/**
 * Ends live access before its time: its owner gives it back (`own`), or an admin revokes it. False when it
 * has ended before.
 */
export async function end(
  tx: Tx,
  ctx: Context,
  requestId: string,
  how: { byId: string; own: boolean; now: Date },
): Promise<boolean> {
  const { organizationId } = ctx;
  const to = how.own ? 'Relinquished' : 'Revoked';
  if (!(await endGrantRow(tx, { requestId, to, endedAt: how.now, endedById: how.byId }))) return false;
  await closeRequest(tx, requestId);
  await revokeAccess(tx, { organizationId, requestId }, how.now);
  const request = await getRequestOrThrow(tx, organizationId, requestId);
  const by = how.own ? 'owner' : 'admin';
  const event = { action: 'end-grant', data: { ...auditFacts(request), by } } as const;
  await record(tx, ctx, event, auditAbout(request));
  await notifyEnded(tx, { organizationId, request });
  return true;
}
