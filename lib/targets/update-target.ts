import { z } from 'zod';
import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { writeTarget } from '@/lib/db/targets/inventory-writes';
import { findTarget } from '@/lib/db/targets/targets';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { changesOf, findOpenEnvironment, mapInventoryNameConflict } from './inventory-rules';
import { fieldsForType, targetChanges } from './target-fields';

const inputSchema = z.object({ targetId: z.uuid() });

/**
 * Updates a target, except its type. Ends the access that no policy gives any more because the target moved to another
 * environment (R11), and gives how many active grants ended. Throws `invalid`, `forbidden`, `not-found` (also for an archived target), `name-taken`.
 */
export async function updateTarget(ctx: Context, input: unknown): Promise<{ name: string; ended: number }> {
  const { targetId } = parse(inputSchema, input);
  const update = parse(targetChanges, input);
  const { organizationId } = ctx;
  return mapInventoryNameConflict('target', update.name, () =>
    inTransaction(async (tx) => {
      await requireAdminForRuleChange(ctx, tx);
      const stored = await findTarget(organizationId, targetId, tx);
      if (!stored) throw new AccessError('not-found', 'Target not found, or archived.');
      const fields = fieldsForType({ ...update, type: stored.type });
      const environment = await findOpenEnvironment(tx, organizationId, fields.environmentId);
      await writeTarget(tx, organizationId, targetId, fields);
      const { name, os, host, port, databaseType } = fields;
      const changes = changesOf(
        {
          name: stored.name,
          environment: stored.environment,
          os: stored.os,
          host: stored.host,
          port: stored.port,
          databaseType: stored.databaseType,
        },
        { name, environment: environment.name, os, host, port, databaseType },
      );
      if (Object.keys(changes).length === 0) return { name, ended: 0 };
      const data = { name, environment: environment.name, type: stored.type, changes };
      await record(tx, ctx, { action: 'update-target', data }, { targetId });
      return { name, ended: await endUncoveredGrants(tx, ctx) };
    }),
  );
}
