import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { writeTargetArchived } from '@/lib/db/targets/inventory-writes';
import { findTarget } from '@/lib/db/targets/targets';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { findOpenEnvironment, mapRestoredName } from './inventory-rules';
import { requireValidWay } from './tunnel-rules';

const inputSchema = z.object({ targetId: z.uuid() });

/**
 * Restores an archived target, so that policies cover it again. Access that ended stays ended. Throws `forbidden`,
 * `not-found` if it is not archived, `name-taken` by another target in use, or `invalid` while its environment, or the server that it is reached
 * through, is archived.
 */
export async function restoreTarget(ctx: Context, input: unknown): Promise<{ name: string }> {
  const { targetId } = parse(inputSchema, input);
  const { organizationId } = ctx;
  return mapRestoredName('target', () =>
    inTransaction(async (tx) => {
      await requireAdminForRuleChange(ctx, tx);
      const restored = await writeTargetArchived(tx, organizationId, targetId, false);
      const target = await findTarget(organizationId, targetId, tx);
      if (!restored || !target) throw new AccessError('not-found', 'Archived target not found.');
      await findOpenEnvironment(tx, organizationId, target.environmentId);
      await requireValidWay(tx, organizationId, targetId, target);
      const { name, environment, type } = target;
      await record(tx, ctx, { action: 'restore-target', data: { name, environment, type } }, { targetId });
      return { name };
    }),
  );
}
