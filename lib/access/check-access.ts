import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import { requireSubject } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import { type AccessAnswer, evaluateAccess } from '@/lib/core/access/entitlement';
import { verbs } from '@/lib/core/target/target';
import { describeAccessAnswer } from '@/lib/core/text/access';
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
  /** the email of another person; the caller when left out */
  userEmail: z.string().trim().toLowerCase().optional(),
});

export type CheckedAccess = { answer: AccessAnswer; reason: string; now: Date };

/**
 * Decides whether a person has access to a target now, as a target user, in target groups and with an action (R19):
 * by standing policies and active grants, on the database's clock. An unknown person or target is no error; the answer
 * is no. Only admins and their programs can check the access of another person. Throws `invalid`, `not-signed-in`,
 * `forbidden`.
 */
export async function checkAccess(ctx: Context, input: unknown): Promise<CheckedAccess> {
  const { userEmail, targetId, ...spec } = parse(checkAccessInput, input);
  const userId = await findUserId(ctx, userEmail);
  const found = await findEntitlements({
    organizationId: ctx.organizationId,
    userId: userId ?? '00000000-0000-0000-0000-000000000000',
    targetId,
  });
  const [target] = found.targets;
  const nothing = { allowed: false, denialReason: 'nothing', allowedTargetUsers: [] } as const;
  const answer = target ? evaluateAccess(target.entitlements, target.type, spec, found.now) : nothing;
  return {
    answer,
    reason: describeAccessAnswer(answer, target?.name ?? 'this target', spec),
    now: found.now,
  };
}

async function findUserId(ctx: Context, email: string | undefined): Promise<string | null> {
  const own = await requireSubject(ctx);
  if (email === undefined || own.email === email) return own.id;
  await requireAdminOrKey(ctx);
  return (await findPersonByEmail(ctx.organizationId, email))?.id ?? null;
}
