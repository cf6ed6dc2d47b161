import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { confirmSetupRow } from '@/lib/db/targets/setup-results';
import { findTarget } from '@/lib/db/targets/targets';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ targetId: z.uuid() });

/**
 * An admin has set up a database or cluster for its present authority; for those that this console can't verify by
 * itself. Does nothing if its set-up is not outdated. Throws `forbidden`, `not-found`.
 */
export async function confirmSetup(ctx: Context, input: unknown): Promise<{ name: string }> {
  const { targetId } = parse(inputSchema, input);
  return inTransaction(async (tx) => {
    await requireAdmin(ctx, tx);
    const target = await findTarget(ctx.organizationId, targetId, tx);
    if (!target) throw new AccessError('not-found', 'Target not found, or archived.');
    const { name, environment, type } = target;
    if (await confirmSetupRow(tx, ctx.organizationId, targetId)) {
      await record(tx, ctx, { action: 'confirm-setup', data: { name, environment, type } }, { targetId });
    }
    return { name };
  });
}
