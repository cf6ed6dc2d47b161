import { z } from 'zod';
import { requireAdminOrKeyForRuleChange } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { targetTypes } from '@/lib/core/target/target';
import { writeTargetArchived } from '@/lib/db/targets/inventory-writes';
import { findTarget } from '@/lib/db/targets/targets';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { concludeArchive, requireArchivable } from './conclude-archive';

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
    await requireArchivable(tx, organizationId, targetId);
    await writeTargetArchived(tx, organizationId, targetId, true);
    return { name: target.name, ended: await concludeArchive(tx, ctx, target) };
  });
}
