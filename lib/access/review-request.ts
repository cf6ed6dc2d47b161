import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireLink, requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import type { Rule } from '@/lib/core/access/decision';
import { type RequestView, statusAt } from '@/lib/core/access/request';
import { isOwnRequest, reviewRefusal } from '@/lib/core/access/review';
import { AccessError } from '@/lib/core/error';
import { describeLateDecision, describeOwnRequest } from '@/lib/core/text/request';
import type { Tx } from '@/lib/db/client';
import { lockForDecision } from '@/lib/db/locks';
import { findOrganization } from '@/lib/db/people/organizations';
import { findSubject, type PersonRow } from '@/lib/db/people/people';
import { findRequest, moveRequest } from '@/lib/db/requests/requests';
import { findTarget } from '@/lib/db/targets/targets';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { noSecretField, reasonField, requireNoSecret } from '@/lib/reason-field';
import { auditFacts, auditSubject } from './audit-facts';
import { evaluate, type PolicyEvaluation, storedEvaluation } from './evaluate';
import { requireUsable } from './not-requestable';
import { findRecipients, notifyOutcome } from './notify';
import { getRequestOrThrow, invalidate, startGrant, timeOut } from './transitions';

/** A decision; a denial can have a reason for the requester (R10). */
const reviewRequestInput = z.object({
  requestId: z.uuid(),
  decision: z.enum(['approve', 'deny']),
  reason: reasonField.optional(),
  /** the writer has seen the warning: the reason only looks like a credential */
  reasonHasNoSecret: noSecretField,
});
export type ReviewRequestInput = z.input<typeof reviewRequestInput>;

/**
 * Decides a pending request. The first decision wins (R7); the access of an approval starts now (R9).
 * Throws `not-found`, `forbidden`, `not-linked`, `own-request` (R6), `already-decided`, or `no-longer-covered` when no
 * policy covers the request any more: then it is cancelled (R8). Throws `unreachable` for an approval of what can't be used,
 * which leaves the request pending.
 */
export async function reviewRequest(ctx: Context, input: unknown): Promise<RequestView> {
  const review = parse(reviewRequestInput, input);
  requireNoSecret(review.reason, review.reasonHasNoSecret);
  const outcome = await inTransaction((tx) => decideRequest(tx, ctx, review));
  // Thrown outside the transaction, which keeps a time-out or a cancellation that it found.
  if (outcome instanceof AccessError) throw outcome;
  return outcome;
}

async function decideRequest(
  tx: Tx,
  ctx: Context,
  review: z.output<typeof reviewRequestInput>,
): Promise<RequestView | AccessError> {
  const { organizationId } = ctx;
  await requireReviewer(tx, ctx);
  const request = await findRequest(organizationId, review.requestId, tx);
  if (!request) throw new AccessError('not-found', 'Request not found.');
  await lockForDecision(tx, organizationId);
  const reviewer = await requireReviewer(tx, ctx);
  const organization = await findOrganization(organizationId, tx);
  if (reviewRefusal(reviewer, request, organization))
    throw new AccessError('own-request', describeOwnRequest(request.requester));

  const now = await databaseNow(tx);
  const isTimedOut = statusAt(request, now) === 'Lapsed';
  if (isTimedOut) await timeOut(tx, organizationId, request.id);
  if (isTimedOut || request.state !== 'Pending') return alreadyDecided(tx, organizationId, request.id, now);

  const recipients = await findRecipients(tx, organizationId);
  const covered = review.decision === 'approve' ? await coverNow(tx, organizationId, request, now) : null;
  if (typeof covered === 'string') {
    // Deciders run in parallel: another one can decide between the read above and this update.
    const invalidated = await invalidate(tx, ctx, request.id, { why: covered, now, recipients });
    if (!invalidated) return alreadyDecided(tx, organizationId, request.id, now);
    const message = `The request was cancelled: ${covered}.`;
    return new AccessError('no-longer-covered', message, { requestId: request.id });
  }
  const rule = covered?.rule;
  const asked = request.receipt?.asked;
  const approved =
    covered &&
    asked &&
    storedEvaluation(covered.evaluation, covered.rule, {
      ...{ requester: request.requester, admins: recipients.admins, organization },
    });
  const selfApproved = isOwnRequest(reviewer.id, request);
  const duration = rule ? Math.min(request.duration, rule.policy.duration) : request.duration;
  const moved = await moveRequest(tx, {
    organizationId,
    id: request.id,
    from: 'Pending',
    to: rule ? 'Approved' : 'Denied',
    set: {
      decidedAt: now,
      decidedById: reviewer.id,
      selfApproved,
      ...(review.reason && !rule && { decisionReason: review.reason }),
      ...(approved && { receipt: { asked, approved } }),
      ...(rule && {
        policyId: rule.policy.id,
        policyVersion: rule.policy.version,
        childPolicyId: rule.child.id,
        duration,
      }),
    },
  });
  if (!moved) return alreadyDecided(tx, organizationId, request.id, now);
  if (rule) {
    const { id, requester, target } = request;
    await startGrant(
      tx,
      ctx,
      { id, organizationId, requesterId: requester.id, targetId: target.id, duration },
      rule,
      now,
    );
  }
  const decided = await getRequestOrThrow(tx, organizationId, request.id);
  const { decision } = review;
  const data = { ...auditFacts(decided), decision, reason: decided.decisionReason, selfApproved };
  await record(tx, ctx, { action: 'review-request', data }, auditSubject(decided));
  await notifyOutcome(tx, { organizationId, request: decided, recipients });
  return decided;
}

/** An admin, who can decide every request but their own. A program decides none. */
async function requireReviewer(tx: Tx, ctx: Context): Promise<PersonRow> {
  const person = await requirePerson(ctx, tx);
  if (person.role !== 'Admin') throw new AccessError('forbidden', 'Only an admin can decide requests.');
  await requireLink(ctx, tx);
  return person;
}

/**
 * The rule that covers the request now, or why none does, as the end of a sentence (R8). The rule that the request was
 * made by decides while it covers it; otherwise the one that takes precedence now (R2).
 */
async function coverNow(
  tx: Tx,
  organizationId: string,
  request: RequestView,
  now: Date,
): Promise<{ rule: Rule; evaluation: PolicyEvaluation } | string> {
  const { requester } = request;
  const person = await findSubject(organizationId, requester.id, tx);
  if (!person || person.disabledAt) return `the account of ${requester.email} is disabled`;
  const target = await findTarget(organizationId, request.target.id, tx);
  if (!target) return `${request.target.name} was archived`;
  const evaluation = await evaluate(tx, { organizationId, userId: person.id, target, spec: request, now });
  const { rules } = evaluation.decision;
  const original = rules.find(
    ({ policy, child }) => policy.id === request.policy.id && child.id === request.child.id,
  );
  const rule = original ?? rules[0];
  if (!rule) return 'no policy covers it anymore';
  requireUsable(request.verb, target);
  return { rule, evaluation };
}

/** Who decided the request by now, and how. */
async function alreadyDecided(
  tx: Tx,
  organizationId: string,
  requestId: string,
  now: Date,
): Promise<AccessError> {
  const request = await getRequestOrThrow(tx, organizationId, requestId);
  return new AccessError('already-decided', describeLateDecision(request, now), { requestId });
}
