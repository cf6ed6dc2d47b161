import { z } from 'zod';
import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import { requireAdminOrKeyForRuleChange } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { targetTypes } from '@/lib/core/target/target';
import { writeTargetArchived } from '@/lib/db/targets/inventory-writes';
import { findTarget } from '@/lib/db/targets/targets';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { requireNothingBehind } from './inventory-rules';
import { requireNotReachedThrough } from './tunnel-rules';

const inputSchema = z.object({ targetId: z.uuid(), type: z.enum(targetTypes).optional() });

/**
 * Archives a target, of a certain type where `type` is given: no one can request it, active access to it ends (R11), and its
 * name is free. Returns how many grants ended. Throws `invalid`, `forbidden`, `not-found`, also if it is already archived, or
 * `in-use` while another target is reached through it or has it as its proxy.
 */
export async function archiveTarget(ctx: Context, input: unknown): Promise<{ name: string; ended: number }> {
  const { targetId, type: wanted } = parse(inputSchema, input);
  const { organizationId } = ctx;
  return inTransaction(async (tx) => {
    await requireAdminOrKeyForRuleChange(ctx, tx);
    const target = await findTarget(organizationId, targetId, tx);
    if (!target || (wanted && target.type !== wanted))
      throw new AccessError('not-found', 'Target not found, or already archived.');
    await requireNotReachedThrough(tx, organizationId, targetId, 'can’t be archived');
    await requireNothingBehind(tx, organizationId, { proxyTargetId: targetId });
    await writeTargetArchived(tx, organizationId, targetId, true);
    const { name, environment, type } = target;
    await record(tx, ctx, { action: 'retire-target', data: { name, environment, type } }, { targetId });
    return { name, ended: await endUncoveredGrants(tx, ctx) };
  });
}
