import { z } from 'zod';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findTarget } from '@/lib/db/targets/targets';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { mapInventoryNameConflict } from './inventory-rules';
import { fieldsForType, targetChanges } from './target-fields';
import { writeTargetChanges } from './write-target-changes';

const inputSchema = z.object({ targetId: z.uuid() });

/**
 * Updates a target, except its type and what only programs write. One proxy clears the other. Ends the access that no policy gives any more because the
 * target moved to another environment (R11), and gives how many active grants ended. Throws `invalid`, `forbidden`,
 * `not-found` (also for an archived target), `name-taken`, and `in-use` if it loses the host that another target is reached
 * through.
 */
export async function updateTarget(ctx: Context, input: unknown): Promise<{ name: string; ended: number }> {
  const { targetId } = parse(inputSchema, input);
  const { proxyTargetId, ...update } = parse(targetChanges, input);
  const proxy = proxyTargetId !== undefined && {
    proxyTargetId,
    ...(proxyTargetId && { proxyEnvironmentId: null }),
  };
  return mapInventoryNameConflict(update.name, () =>
    inTransaction(async (tx) => {
      await requireAdminForRuleChange(ctx, tx);
      const stored = await findTarget(ctx.organizationId, targetId, tx);
      if (!stored) throw new AccessError('not-found', 'Target not found, or archived.');
      return writeTargetChanges(tx, ctx, stored, fieldsForType({ ...stored, ...update, ...proxy }));
    }),
  );
}
