import { record } from '@/lib/audit/record';
import { type Context, newId, systemContext } from '@/lib/context';
import type { Rule } from '@/lib/core/access/decision';
import { endNoticeAt, type GrantEndReason, grantEnd } from '@/lib/core/access/grant';
import { nextReminder } from '@/lib/core/access/reminder';
import { type RequestView, statusAt } from '@/lib/core/access/request';
import { subjectIdOf } from '@/lib/core/actor';
import { formatEndReason } from '@/lib/core/text/request';
import type { Tx } from '@/lib/db/client';
import { lockGrantForEnd } from '@/lib/db/locks';
import { endGrantRow, insertGrant } from '@/lib/db/requests/grants';
import {
  closeRequest,
  findGrantedRequest,
  findOpenRequest,
  findRequest,
  moveRequest,
} from '@/lib/db/requests/requests';
import { sendJob } from '@/lib/outbox/send-job';
import { auditFacts, auditSubject } from './audit-facts';
import { findRecipients, notifyCancelled, notifyEnded, notifyOutcome, type Recipients } from './notify';
import { revokeAccess } from './revoke-access';

// How requests and grants change their state, within the transaction of a use case. Each gives the request as it is
// afterwards, or null when it had changed before: of two that happen at once, one wins (R7).

/** Reads a request that the transaction has just written. */
export async function getRequestOrThrow(tx: Tx, organizationId: string, id: string): Promise<RequestView> {
  const request = await findRequest(organizationId, id, tx);
  if (!request) throw new Error(`request ${id} does not exist`);
  return request;
}

/** Times out a request that nobody decided. */
export async function timeOut(tx: Tx, organizationId: string, id: string): Promise<RequestView | null> {
  const moved = await moveRequest(tx, { organizationId, id, from: 'Pending', to: 'Lapsed' });
  if (!moved) return null;
  const request = await getRequestOrThrow(tx, organizationId, id);
  const ctx = systemContext(organizationId, 'the clock', 'clock');
  await record(tx, ctx, { action: 'lapse-request', data: auditFacts(request) }, auditSubject(request));
  const recipients = await findRecipients(tx, organizationId);
  await notifyOutcome(tx, { organizationId, request, recipients });
  return request;
}

/** Cancels a pending request because no policy covers it anymore (R8). `why` ends a sentence. */
export async function invalidate(
  tx: Tx,
  ctx: Context,
  id: string,
  how: { why: string; now: Date; recipients: Recipients },
): Promise<RequestView | null> {
  const { organizationId } = ctx;
  const { why, now, recipients } = how;
  const set = { decidedAt: now, decisionReason: why };
  if (!(await moveRequest(tx, { organizationId, id, from: 'Pending', to: 'Invalidated', set }))) return null;
  const request = await getRequestOrThrow(tx, organizationId, id);
  const event = { action: 'invalidate-request', data: { ...auditFacts(request), why } } as const;
  await record(tx, ctx, event, auditSubject(request));
  await notifyOutcome(tx, { organizationId, request, recipients });
  return request;
}

/**
 * Cancels a pending request. `own`: its requester did, who then gets no message and whose request stores no reason.
 * `why` ends a sentence of the audit log.
 */
export async function cancel(
  tx: Tx,
  ctx: Context,
  id: string,
  how: { why: string; own: boolean; now: Date },
): Promise<RequestView | null> {
  const { organizationId } = ctx;
  const set = { decidedAt: how.now, ...(!how.own && { decisionReason: how.why }) };
  if (!(await moveRequest(tx, { organizationId, id, from: 'Pending', to: 'Cancelled', set }))) return null;
  const request = await getRequestOrThrow(tx, organizationId, id);
  const event = { action: 'cancel-request', data: { ...auditFacts(request), why: how.why } } as const;
  await record(tx, ctx, event, auditSubject(request));
  const about = { organizationId, request, recipients: await findRecipients(tx, organizationId) };
  await (how.own ? notifyCancelled(tx, about) : notifyOutcome(tx, about));
  return request;
}

/**
 * Grants the access of a request that is approved at `now`: its duration starts here (R9), and the access that it follows
 * ends (R3). A job notifies of the end; the end itself needs none (R12).
 */
export async function startGrant(
  tx: Tx,
  ctx: Context,
  request: { id: string; organizationId: string; requesterId: string; targetId: string; duration: number },
  rule: Rule,
  now: Date,
): Promise<void> {
  const { id: requestId, organizationId, requesterId: userId, targetId, duration } = request;
  await endFormer(tx, ctx, request, now);
  const expiresAt = grantEnd(now, duration, [rule.policy.timeExpires, rule.child.timeExpires]);
  const grant = { id: newId(), requestId, organizationId, userId, targetId, startsAt: now, expiresAt };
  await insertGrant(tx, grant);
  await sendJob(tx, 'expire-grant', { organizationId, requestId }, expiresAt);
  const noticeAt = endNoticeAt(grant);
  if (noticeAt > now) await sendJob(tx, 'notify-ending', { organizationId, requestId }, noticeAt);
}

/** Ends the access that a request follows, so that a person never has two grants for a target. */
async function endFormer(
  tx: Tx,
  ctx: Context,
  request: { organizationId: string; requesterId: string; targetId: string },
  now: Date,
): Promise<void> {
  const former = await findGrantedRequest(tx, request);
  if (!former) return;
  const expired = await expire(tx, request.organizationId, former.id, now);
  if (!expired) await end(tx, ctx, former.id, { byId: request.requesterId, own: true, now });
}

/** Marks a grant as expired. Null also when it has not expired yet. */
export async function expire(
  tx: Tx,
  organizationId: string,
  requestId: string,
  now: Date,
): Promise<RequestView | null> {
  if (!(await endGrantRow(tx, { requestId, to: 'Expired', endedAt: now }))) return null;
  const request = await afterEnd(tx, organizationId, requestId, now);
  const ctx = systemContext(organizationId, 'the clock', 'clock');
  await record(tx, ctx, { action: 'expire-grant', data: auditFacts(request) }, auditSubject(request));
  const recipients = await findRecipients(tx, organizationId);
  await notifyEnded(tx, { organizationId, request, recipients });
  return request;
}

/** Ends active access before its time: its requester does (`own`), or an admin revokes it. */
export async function end(
  tx: Tx,
  ctx: Context,
  requestId: string,
  how: { byId: string; own: boolean; now: Date },
): Promise<RequestView | null> {
  const { organizationId } = ctx;
  const to = how.own ? 'Relinquished' : 'Revoked';
  await lockGrantForEnd(tx, requestId);
  if (!(await endGrantRow(tx, { requestId, to, endedAt: how.now, endedById: how.byId }))) return null;
  const request = await afterEnd(tx, organizationId, requestId, how.now);
  const by = how.own ? 'owner' : 'admin';
  const event = { action: 'end-grant', data: { ...auditFacts(request), by } } as const;
  await record(tx, ctx, event, auditSubject(request));
  const recipients = await findRecipients(tx, organizationId);
  await notifyEnded(tx, { organizationId, request, recipients });
  return request;
}

/** The ends that a person or program causes. A policy that expired, or a group that somebody left, is found by chance. */
const causedBySubject: readonly GrantEndReason[] = [
  'PolicyEdited',
  'PolicyDeleted',
  'PersonDisabled',
  'TargetRetired',
  'TargetMoved',
];

/** Ends active access that is no longer covered (R11), by the subject whose change it is. */
export async function invalidateGrant(
  tx: Tx,
  ctx: Context,
  requestId: string,
  how: { reason: GrantEndReason; now: Date; recipients: Recipients },
): Promise<RequestView | null> {
  const { organizationId } = ctx;
  const { reason, now, recipients } = how;
  const by = causedBySubject.includes(reason) ? subjectIdOf(ctx.actor) : null;
  const end = { requestId, to: 'Invalidated', endedAt: now, endReason: reason } as const;
  if (!(await endGrantRow(tx, { ...end, ...(by !== null && { endedById: by }) }))) return null;
  const request = await afterEnd(tx, organizationId, requestId, now);
  const data = { ...auditFacts(request), why: formatEndReason(reason) };
  await record(tx, ctx, { action: 'invalidate-grant', data }, auditSubject(request));
  await notifyEnded(tx, { organizationId, request, recipients });
  return request;
}

/**
 * Closes the open request of a person for a target if it has timed out or expired, as a worker would: a worker that is
 * late blocks no new request (R3, R12).
 */
export async function settleOverdue(
  tx: Tx,
  key: { organizationId: string; requesterId: string; targetId: string },
  now: Date,
): Promise<void> {
  const open = await findOpenRequest(tx, key);
  if (!open) return;
  const status = statusAt(open, now);
  if (status === 'Lapsed') await timeOut(tx, key.organizationId, open.id);
  if (status === 'Expired') await expire(tx, key.organizationId, open.id, now);
}

/** Schedules the next reminder about a pending request, after `given` of them, if it is due before the time-out. */
export async function planReminder(
  tx: Tx,
  organization: { id: string; reminderMinutes: number },
  request: { id: string; createdAt: Date; lapsesAt: Date | null },
  given: number,
): Promise<void> {
  const at = nextReminder(request.createdAt, organization.reminderMinutes, given);
  if (at === null || (request.lapsesAt !== null && at >= request.lapsesAt)) return;
  await sendJob(tx, 'remind-admins', { organizationId: organization.id, requestId: request.id }, at);
}

async function afterEnd(tx: Tx, organizationId: string, requestId: string, now: Date): Promise<RequestView> {
  await closeRequest(tx, requestId);
  await revokeAccess(tx, { organizationId, requestId }, now);
  return getRequestOrThrow(tx, organizationId, requestId);
}
