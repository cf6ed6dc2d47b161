import { z } from 'zod';
import { requireSubject } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import { policiesFor } from '@/lib/core/access/decision';
import { choicesOf, offersFor } from '@/lib/core/access/offer';
import { findRequester } from '@/lib/db/people/people';
import { findJitPoliciesOf } from '@/lib/db/policies/jit-policies';
import { findTargetsByIds } from '@/lib/db/targets/targets';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ targetIds: z.array(z.uuid()).max(100_000) });

/**
 * The target users that the caller can request on targets of `listRequestable`, by the id of the target. Apart from it,
 * because every slash command waits for that list. Throws `invalid`, `not-signed-in` or `forbidden`.
 */
export async function listRequestableUsers(ctx: Context, input: unknown): Promise<Map<string, string[]>> {
  const { targetIds } = parse(inputSchema, input);
  const person = await requireSubject(ctx);
  const requester = await findRequester(person.id);
  const [stored, targets, now] = await Promise.all([
    findJitPoliciesOf(ctx.organizationId, requester),
    findTargetsByIds(ctx.organizationId, targetIds),
    databaseNow(),
  ]);
  const policies = policiesFor(stored, requester);
  return new Map(
    targets.map((target) => {
      const { targetUsers } = choicesOf(offersFor(policies, requester, target, now));
      return [target.id, [...targetUsers]];
    }),
  );
}
