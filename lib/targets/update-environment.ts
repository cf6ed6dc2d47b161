import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdminOrKeyForRuleChange } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findEnvironmentRows } from '@/lib/db/targets/inventory';
import { writeEnvironment } from '@/lib/db/targets/inventory-writes';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { environmentChanges } from './environment-fields';
import { changesOf, mapInventoryNameConflict } from './inventory-rules';

const inputSchema = z.object({ environmentId: z.uuid() });

/**
 * Updates an environment; fields that are left out stay. Throws `invalid`, `forbidden`, `not-found`, also if it is archived,
 * or `name-taken`.
 */
export async function updateEnvironment(ctx: Context, input: unknown): Promise<{ name: string }> {
  const { environmentId } = parse(inputSchema, input);
  const update = parse(environmentChanges, input);
  const { organizationId } = ctx;
  return mapInventoryNameConflict(update.name ?? '', () =>
    inTransaction(async (tx) => {
      await requireAdminOrKeyForRuleChange(ctx, tx);
      const [stored] = await findEnvironmentRows(organizationId, environmentId, tx);
      if (!stored || stored.retiredAt)
        throw new AccessError('not-found', 'Environment not found, or archived.');
      const { name, description, offlineCleanupTimeoutHours } = stored;
      const before = { name, description, offlineCleanupTimeoutHours };
      const fields = {
        name: update.name ?? name,
        description: update.description ?? description,
        offlineCleanupTimeoutHours: update.offlineCleanupTimeoutHours ?? offlineCleanupTimeoutHours,
      };
      const changes = changesOf(before, fields);
      if (Object.keys(changes).length === 0) return { name };
      await writeEnvironment(tx, organizationId, environmentId, fields);
      await record(tx, ctx, { action: 'update-environment', data: { name: fields.name, changes } });
      return { name: fields.name };
    }),
  );
}
