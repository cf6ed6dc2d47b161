import { z } from 'zod';
import { requireAdminOrKeyForRuleChange } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { targetTypes } from '@/lib/core/target/target';
import { findTarget } from '@/lib/db/targets/targets';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { mapInventoryNameConflict } from './inventory-rules';
import { fieldsForType, targetPatch } from './target-fields';
import { writeTargetChanges } from './write-target-changes';

const inputSchema = z.object({
  type: z.enum(targetTypes),
  targetId: z.uuid(),
  /** the fields to change, as in `targetPatch`; fields that are left out stay */
  changes: z.record(z.string(), z.unknown()),
});

/**
 * Changes some fields of a target for a program, like `updateTarget`. Throws `invalid`, `forbidden`, `not-found` (also for an
 * archived target, or one of another type), `name-taken`, and `in-use` if it loses the host that another target is reached
 * through.
 */
export async function patchTarget(ctx: Context, input: unknown): Promise<{ name: string; ended: number }> {
  const { type, targetId, changes } = parse(inputSchema, input);
  return mapInventoryNameConflict(String(changes.name ?? ''), () =>
    inTransaction(async (tx) => {
      await requireAdminOrKeyForRuleChange(ctx, tx);
      const stored = await findTarget(ctx.organizationId, targetId, tx);
      if (stored?.type !== type) throw new AccessError('not-found', 'Target not found, or archived.');
      const fields = parse(targetPatch, { ...stored, ...changes });
      return writeTargetChanges(tx, ctx, stored, fieldsForType({ ...fields, type }));
    }),
  );
}
