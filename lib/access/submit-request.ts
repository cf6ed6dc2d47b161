import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireSubject } from '@/lib/authorization/require-subject';
import { type Context, newId } from '@/lib/context';
import type { AccessSpec } from '@/lib/core/access/access-spec';
import type { Rule } from '@/lib/core/access/decision';
import { endNoticeMinutes } from '@/lib/core/access/grant';
import { faultsOf, offersFor, usablePolicies } from '@/lib/core/access/offer';
import { isFollowOn, type RequestView, statusAt } from '@/lib/core/access/request';
import { AccessError } from '@/lib/core/error';
import { verbs } from '@/lib/core/target/target';
import { formatDuration } from '@/lib/core/text/duration';
import type { Tx } from '@/lib/db/client';
import { lockForDecision } from '@/lib/db/locks';
import { findOrganization } from '@/lib/db/people/organizations';
import { closeRequest, findGrantedRequest, findOpenRequest, insertRequest } from '@/lib/db/requests/requests';
import { findTarget } from '@/lib/db/targets/targets';
import { databaseNow, inTransaction, isPrismaError } from '@/lib/db/transaction';
import { sendJob } from '@/lib/outbox/send-job';
import { parse } from '@/lib/parse';
import { noSecretField, reasonField, requireNoSecret } from '@/lib/reason-field';
import { auditFacts, auditSubject } from './audit-facts';
import { evaluate, type PolicyEvaluation, storedEvaluation } from './evaluate';
import { notIntegrated, notOffered, requireUsable } from './not-requestable';
import { findRecipients, notifyOutcome, notifySubmitted } from './notify';
import { getRequestOrThrow, planReminder, settleOverdue, startGrant } from './transitions';

/** A request. `targetUser` and `verb` are null where the type of target has none. */
const submitRequestInput = z.object({
  targetId: z.uuid(),
  targetUser: z.string().min(1).nullable(),
  targetGroups: z
    .array(z.string().min(1))
    .max(100)
    .transform((groups) => [...new Set(groups)]),
  verb: z.enum(verbs).nullable(),
  reason: reasonField.min(1, 'Enter a reason.'),
  /** minutes, when the requester needs less than the policy allows */
  duration: z.number().int().min(1).optional(),
  /** the writer has seen the warning: the reason only looks like a credential */
  reasonHasNoSecret: noSecretField,
});
export type SubmitRequestInput = z.input<typeof submitRequestInput>;

/**
 * Requests access. An automatic policy approves it now; otherwise it is pending, and everybody who can decide it is
 * notified. Throws `invalid`, `not-integrated`, `not-found`, `not-requestable` (with an error at each field that is not
 * offered), `unreachable` (no way is set for RDP or SQL Server) or `already-open` (R3, with the id of the open request).
 */
export async function submitRequest(ctx: Context, input: unknown): Promise<RequestView> {
  const spec = parse(submitRequestInput, input);
  requireNoSecret(spec.reason, spec.reasonHasNoSecret);
  try {
    return await inTransaction((tx) => submit(tx, ctx, spec));
  } catch (error) {
    if (!isPrismaError(error, 'P2002')) throw error;
    throw await inTransaction((tx) => alreadyOpen(tx, ctx, spec.targetId));
  }
}

async function submit(
  tx: Tx,
  ctx: Context,
  input: z.output<typeof submitRequestInput>,
): Promise<RequestView> {
  const { organizationId } = ctx;
  await requireSubject(ctx, tx);
  await findTargetOrThrow(tx, organizationId, input.targetId);
  await lockForDecision(tx, organizationId);
  const person = await requireSubject(ctx, tx);
  const recipients = await findRecipients(tx, organizationId);
  if (!recipients.installation) throw notIntegrated();
  const now = await databaseNow(tx);
  const target = await findTargetOrThrow(tx, organizationId, input.targetId);
  const evaluation = await evaluate(tx, { organizationId, userId: person.id, target, spec: input, now });
  const rule = evaluation.decision.rules[0];
  if (!rule) throw notRequestable(evaluation, input);
  requireUsable(input.verb, target);
  const key = { organizationId, requesterId: person.id, targetId: target.id };
  await settleOverdue(tx, key, now);
  const former = await findGrantedRequest(tx, key);
  if (former && statusAt(former, now) === 'Active') {
    if (!isFollowOn(former, input, now)) throw accessAlreadyOpen(former);
    await closeRequest(tx, former.id);
  }

  const id = newId();
  const organization = await findOrganization(organizationId, tx);
  const { automaticallyApproved: automatic } = rule.policy;
  const duration = requestedDuration(rule, input.duration);
  const lapsesAt = new Date(now.getTime() + organization.lapseMinutes * 60_000);
  const { targetUser, targetGroups, verb, reason } = input;
  const asked = storedEvaluation(evaluation, rule, {
    ...{ requester: person, admins: recipients.admins, organization },
  });
  await insertRequest(tx, {
    id,
    organizationId,
    requesterId: person.id,
    targetId: target.id,
    targetUser,
    targetGroups,
    verb,
    reason,
    state: automatic ? 'Approved' : 'Pending',
    policyId: rule.policy.id,
    policyVersion: rule.policy.version,
    childPolicyId: rule.child.id,
    automatic,
    duration,
    lapsesAt: automatic ? null : lapsesAt,
    decidedAt: automatic ? now : null,
    receipt: { asked, approved: null },
  });
  if (automatic) {
    await startGrant(
      tx,
      ctx,
      { id, organizationId, requesterId: person.id, targetId: target.id, duration },
      rule,
      now,
    );
  } else {
    await sendJob(tx, 'lapse-request', { organizationId, requestId: id }, lapsesAt);
    await planReminder(tx, organization, { id, createdAt: now, lapsesAt }, 0);
  }
  const request = await getRequestOrThrow(tx, organizationId, id);
  const data = { ...auditFacts(request), reason, automatic };
  await record(tx, ctx, { action: 'submit-request', data }, auditSubject(request));
  const about = { organizationId, request, recipients };
  await (automatic ? notifyOutcome(tx, about) : notifySubmitted(tx, about, organization));
  return request;
}

/** The minutes that are requested: at most what the policy allows, which is the default. Throws `not-requestable`. */
function requestedDuration({ policy }: Rule, minutes = policy.duration): number {
  if (minutes <= policy.duration) return minutes;
  const message = `Access lasts at most ${formatDuration(policy.duration)}.`;
  throw new AccessError('not-requestable', message, { faults: [{ path: 'duration', message }] });
}

async function findTargetOrThrow(tx: Tx, organizationId: string, targetId: string) {
  const target = await findTarget(organizationId, targetId, tx);
  if (!target) throw new AccessError('not-found', 'This target no longer exists. List the targets again.');
  return target;
}

function notRequestable(
  { policies, requester, target, now }: PolicyEvaluation,
  spec: AccessSpec,
): AccessError {
  const offers = offersFor(usablePolicies(policies, target), requester, target, now);
  if (offers.length === 0) return notOffered(target.name);
  const faults = faultsOf(offers, target.type, spec);
  return new AccessError('not-requestable', faults[0]?.message ?? 'This is not offered.', { faults });
}

async function alreadyOpen(tx: Tx, ctx: Context, targetId: string): Promise<AccessError> {
  const person = await requireSubject(ctx, tx);
  const key = { organizationId: ctx.organizationId, requesterId: person.id, targetId };
  const open = await findOpenRequest(tx, key);
  if (!open) return new AccessError('changed-meanwhile', 'Your earlier request just ended. Request again.');
  const now = await databaseNow(tx);
  const isPending = statusAt(open, now) === 'Pending';
  if (!isPending) return accessAlreadyOpen(open);
  const message = `Your request for ${open.target.name} is still pending. Cancel it to request something else.`;
  return new AccessError('already-open', message, { requestId: open.id });
}

function accessAlreadyOpen(active: RequestView): AccessError {
  const message = `You already have access to ${active.target.name}. End it to request something else. In its last ${endNoticeMinutes} minutes you can request the same access again.`;
  return new AccessError('already-open', message, { requestId: active.id });
}
