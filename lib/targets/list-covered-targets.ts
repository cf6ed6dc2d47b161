import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import { requireSubject } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import { isProgram } from '@/lib/core/actor';
import { AccessError } from '@/lib/core/error';
import { targetTypes } from '@/lib/core/target/target';
import { type EntitledTarget, findEntitlements } from '@/lib/db/policies/entitlements';
import { type CoveredTarget, findCoveredTargets } from '@/lib/db/targets/covered-targets';
import { parse } from '@/lib/parse';

export type { CoveredTarget };

const inputSchema = z.object({ types: z.array(z.enum(targetTypes)).min(1), id: z.uuid().optional() });

/**
 * Targets of some types with the target users, groups and actions allowed on them, without archived ones. Admins and
 * admin API keys see all targets, with what all policies list. Other people see the targets that they have access to now,
 * with their own access. Throws `invalid`, `forbidden`.
 */
export async function listCoveredTargets(ctx: Context, input: unknown): Promise<CoveredTarget[]> {
  const { types, id } = parse(inputSchema, input);
  const { organizationId } = ctx;
  const person = await requireSubject(ctx);
  if (person.role === 'User') {
    const entitled = await findEntitlements({
      organizationId,
      userId: person.id,
      ...(id && { targetId: id }),
    });
    return entitled.targets
      .filter(({ type, entitlements }) => types.includes(type) && entitlements.length > 0)
      .map(toCoveredTarget);
  }
  await requireAdminOrKey(ctx);
  return findCoveredTargets({ organizationId, types, id });
}

/** One such target. Throws `not-found`, and `forbidden` to a program that may not see it. */
export async function getCoveredTarget(
  ctx: Context,
  input: { types: readonly string[]; id: string },
): Promise<CoveredTarget> {
  const [target] = await listCoveredTargets(ctx, input);
  if (target) return target;
  // Terraform forgets a target at every `not-found`.
  if (isProgram(ctx.actor)) await requireAdminOrKey(ctx);
  throw new AccessError('not-found', 'Target not found.');
}

/** A target with the access that one person has. */
export function toCoveredTarget({ entitlements, ...target }: EntitledTarget): CoveredTarget {
  const each = <T>(of: (entitlement: (typeof entitlements)[number]) => readonly T[]) => [
    ...new Set(entitlements.flatMap(of)),
  ];
  return {
    ...target,
    targetUsers: each(({ targetUsers }) => targetUsers),
    targetGroups: each(({ targetGroups }) => targetGroups),
    verbs: each(({ verbs }) => verbs),
    webhooks: null,
  };
}
