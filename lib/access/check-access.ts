import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import type { AccessSpec } from '@/lib/core/access/access-spec';
import { type AccessAnswer, evaluateAccess } from '@/lib/core/access/entitlement';
import { choicesOf, faultsOf, firstOffer, type Offer } from '@/lib/core/access/offer';
import { AccessError } from '@/lib/core/error';
import { type TargetType, verbs } from '@/lib/core/target/target';
import { formatAccessSpec } from '@/lib/core/text/target';
import { findPersonByEmail } from '@/lib/db/people/people';
import { findEntitlements } from '@/lib/db/policies/entitlements';
import { parse } from '@/lib/parse';

const checkAccessInput = z.object({
  targetId: z.uuid(),
  targetUser: z
    .string()
    .min(1)
    .nullish()
    .transform((user) => user ?? null),
  targetGroups: z.array(z.string().min(1)).max(100).default([]),
  verb: z
    .enum(verbs)
    .nullish()
    .transform((verb) => verb ?? null),
  /** whose access, by address; the caller's own when left out */
  userEmail: z.string().trim().toLowerCase().optional(),
});

export type CheckedAccess = { answer: AccessAnswer; reason: string; now: Date };

/**
 * The one decision "may this person, as this target user and groups, with this verb, on this target, now?",
 * from standing policies and live grants, on the database's clock, with the reason in words. Denied on any
 * doubt: an unknown person or target is no error, it holds nothing. Somebody else's access may be asked by
 * admins and their API keys only. Throws `invalid`, `not-signed-in`, `forbidden`.
 */
export async function checkAccess(ctx: Context, input: unknown): Promise<CheckedAccess> {
  const { userEmail, targetId, ...spec } = parse(checkAccessInput, input);
  const userId = await whose(ctx, userEmail);
  const held = await findEntitlements({
    organizationId: ctx.organizationId,
    userId: userId ?? '00000000-0000-0000-0000-000000000000',
    targetId,
  });
  const [target] = held.targets;
  const nothing = { allowed: false, denialReason: 'nothing', allowedTargetUsers: [] } as const;
  const answer = target ? evaluateAccess(target.entitlements, target.type, spec, held.now) : nothing;
  return { answer, reason: describeReason(answer, target?.name ?? 'this target', spec), now: held.now };
}

async function whose(ctx: Context, email: string | undefined): Promise<string | null> {
  if (email === undefined) return (await requirePerson(ctx)).id;
  const own = ctx.actor.kind === 'user' ? await requirePerson(ctx) : null;
  if (own?.email === email) return own.id;
  await requireAdminOrKey(ctx);
  return (await findPersonByEmail(ctx.organizationId, email))?.id ?? null;
}

/** Why, in one sentence. */
function describeReason(
  answer: AccessAnswer,
  targetName: string,
  spec: Parameters<typeof formatAccessSpec>[0],
): string {
  if (answer.allowed) {
    const { kind, policyName } = answer.basis;
    return kind === 'grant'
      ? `A live grant under the policy ${policyName} gives it.`
      : `The policy ${policyName} gives it as standing access.`;
  }
  switch (answer.denialReason) {
    case 'nothing':
      return `Nothing gives access to ${targetName} now.`;
    case 'target-user':
      return spec.targetUser === null
        ? `Say as whom on ${targetName}: ${sayUsers(answer.allowedTargetUsers)}.`
        : `Access to ${targetName} is not as ${spec.targetUser}. Allowed target users: ${sayUsers(answer.allowedTargetUsers)}.`;
    case 'target-groups':
      return `Access to ${targetName} is not in ${spec.targetGroups.join(', ')}.`;
    case 'verb':
      return `Access to ${targetName} is not for ${formatAccessSpec({ ...spec, targetUser: null, targetGroups: [] })}.`;
  }
}

function sayUsers(users: readonly string[]): string {
  return users.length > 0 ? users.join(', ') : 'none';
}

/** What is thrown where access is needed and there is none; it says what may be asked for instead. */
export function noAccess(
  target: { id: string; name: string; type: TargetType },
  answer: Extract<AccessAnswer, { allowed: false }>,
  spec: AccessSpec,
  offers: readonly Offer[],
): AccessError {
  const reason = describeReason(answer, target.name, spec);
  const about = { targetId: target.id };
  if (firstOffer(offers, target.type, spec)) {
    const details = { ...about, requestable: true };
    return new AccessError('no-access', `${reason} You may ask for it.`, { details });
  }
  if (answer.denialReason !== 'nothing') {
    const details = { ...about, allowedTargetUsers: answer.allowedTargetUsers };
    return new AccessError('user-not-allowed', reason, { details });
  }
  if (offers.length === 0) {
    const details = { ...about, requestable: false };
    return new AccessError('no-access', `${reason} Ask an admin for a policy.`, { details });
  }
  const [fault] = faultsOf(offers, target.type, spec);
  const details = {
    ...about,
    ...(fault?.path === 'targetUser' && { allowedTargetUsers: choicesOf(offers).targetUsers }),
  };
  return new AccessError('user-not-allowed', `${reason} ${fault?.message}`, { details });
}
