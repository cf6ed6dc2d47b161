import { z } from 'zod';
import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { writeTargetArchived } from '@/lib/db/targets/inventory-writes';
import { findTarget } from '@/lib/db/targets/targets';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { requireNotReachedThrough } from './tunnel-rules';

const inputSchema = z.object({ targetId: z.uuid() });

/**
 * Archives a target: no one can request it, and active access to it ends (R11). Returns how many grants ended. Throws
 * `invalid`, `forbidden`, `not-found`, also if it is already archived, or `in-use` while another target is reached through it.
 */
export async function archiveTarget(ctx: Context, input: unknown): Promise<{ name: string; ended: number }> {
  const { targetId } = parse(inputSchema, input);
  const { organizationId } = ctx;
  return inTransaction(async (tx) => {
    await requireAdminForRuleChange(ctx, tx);
    await requireNotReachedThrough(tx, organizationId, targetId, 'can’t be archived');
    const target = await findTarget(organizationId, targetId, tx);
    if (!target || !(await writeTargetArchived(tx, organizationId, targetId, true)))
      throw new AccessError('not-found', 'Target not found, or already archived.');
    const { name, environment, type } = target;
    await record(tx, ctx, { action: 'retire-target', data: { name, environment, type } }, { targetId });
    return { name, ended: await endUncoveredGrants(tx, ctx) };
  });
}
