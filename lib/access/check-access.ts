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
  const nothing = { allowed: false, lack: 'nothing', allowedTargetUsers: [] } as const;
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

/** Why there is access or not, in one sentence about any person. */
function describeReason(
  answer: AccessAnswer,
  targetName: string,
  spec: Parameters<typeof formatAccessSpec>[0],
): string {
  if (answer.allowed) {
    const { kind, policyName } = answer.basis;
    return kind === 'grant'
      ? `An approved request under the policy ${policyName} gives access.`
      : `The policy ${policyName} gives standing access.`;
  }
  switch (answer.lack) {
    case 'nothing':
      return `No policy or approved request gives access to ${targetName}.`;
    case 'target-user':
      return spec.targetUser === null
        ? `Choose a target user on ${targetName}. Allowed target users: ${formatUsers(answer.allowedTargetUsers)}.`
        : `Access to ${targetName} as "${spec.targetUser}" is not allowed. Allowed target users: ${formatUsers(answer.allowedTargetUsers)}.`;
    case 'target-groups':
      return `Access to ${targetName} in ${spec.targetGroups.join(', ')} is not allowed.`;
    case 'verb':
      return `${formatAccessSpec({ ...spec, targetUser: null, targetGroups: [] })} is not allowed on ${targetName}.`;
  }
}

function formatUsers(users: readonly string[]): string {
  return users.length > 0 ? users.join(', ') : 'none';
}

/** The error for missing access; it says what can be requested instead. */
export function noAccess(
  target: { id: string; name: string; type: TargetType },
  answer: Extract<AccessAnswer, { allowed: false }>,
  spec: AccessSpec,
  offers: readonly Offer[],
): AccessError {
  const reason =
    answer.lack === 'nothing'
      ? `You don't have access to ${target.name}.`
      : describeReason(answer, target.name, spec);
  const about = { targetId: target.id };
  if (firstOffer(offers, target.type, spec)) {
    const details = { ...about, requestable: true };
    return new AccessError('no-access', `${reason} You can request it.`, { details });
  }
  if (answer.lack !== 'nothing') {
    const details = { ...about, allowedTargetUsers: answer.allowedTargetUsers };
    return new AccessError('user-not-allowed', reason, { details });
  }
  if (offers.length === 0) {
    const details = { ...about, requestable: false };
    return new AccessError('no-access', `${reason} Ask an admin to add you to a policy.`, { details });
  }
  const [fault] = faultsOf(offers, target.type, spec);
  const details = {
    ...about,
    ...(fault?.path === 'targetUser' && { allowedTargetUsers: choicesOf(offers).targetUsers }),
  };
  return new AccessError('user-not-allowed', `${reason} ${fault?.message}`, { details });
}
