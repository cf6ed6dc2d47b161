import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import { requireSubject } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import { hasVerbs } from '@/lib/core/target/target';
import { withoutUnusable } from '@/lib/core/target/tunnel';
import { findPersonByEmail } from '@/lib/db/people/people';
import { type EntitledTarget, findEntitlements } from '@/lib/db/policies/entitlements';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ userEmail: z.string().trim().toLowerCase().optional() });

/**
 * The targets that the caller has access to now, by standing policies and active grants, without actions that can't be used
 * on a target. Admins and their programs can name another person by email; an unknown email has access to nothing.
 */
export async function listEntitledTargets(
  ctx: Context,
  input: unknown,
): Promise<{ targets: EntitledTarget[]; now: Date }> {
  const { userEmail } = parse(inputSchema, input);
  const { organizationId } = ctx;
  const own = await requireSubject(ctx);
  if (userEmail === undefined || own.email === userEmail) return findUsable(organizationId, own.id);
  await requireAdminOrKey(ctx);
  const person = await findPersonByEmail(organizationId, userEmail);
  return findUsable(organizationId, person?.id ?? nobody);
}

async function findUsable(
  organizationId: string,
  userId: string,
): Promise<{ targets: EntitledTarget[]; now: Date }> {
  const { targets, now } = await findEntitlements({ organizationId, userId });
  const usable = targets.map((target) => ({
    ...target,
    entitlements: target.entitlements
      .map((one) => withoutUnusable(one, target))
      .filter(({ verbs }) => !hasVerbs(target.type) || verbs.length > 0),
  }));
  return { targets: usable.filter(({ entitlements }) => entitlements.length > 0), now };
}

const nobody = '00000000-0000-0000-0000-000000000000';
