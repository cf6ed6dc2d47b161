import { z } from 'zod';
import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { TunnelFields } from '@/lib/core/target/tunnel';
import { formatWay } from '@/lib/core/text/target';
import type { Tx } from '@/lib/db/client';
import { writeTarget } from '@/lib/db/targets/inventory-writes';
import { findTarget } from '@/lib/db/targets/targets';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { changesOf, findOpenEnvironment, mapInventoryNameConflict } from './inventory-rules';
import { fieldsForType, targetChanges } from './target-fields';
import { requireValidWay } from './tunnel-rules';

const inputSchema = z.object({ targetId: z.uuid() });

/**
 * Updates a target, except its type. Ends the access that no policy gives any more because the target moved to another
 * environment (R11), and gives how many active grants ended. Throws `invalid`, `forbidden`, `not-found` (also for an
 * archived target), `name-taken`, and `in-use` if it loses the host that another target is reached through.
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
      const wayBefore = await describeWay(tx, organizationId, stored);
      const way = await requireValidWay(tx, organizationId, targetId, fields);
      await writeTarget(tx, organizationId, targetId, fields);
      const { name, os, host, port, databaseType, rdpPort, sqlServerPort } = fields;
      const changes = changesOf(
        {
          name: stored.name,
          environment: stored.environment,
          os: stored.os,
          host: stored.host,
          port: stored.port,
          databaseType: stored.databaseType,
          way: wayBefore,
          rdpPort: stored.rdpPort,
          sqlServerPort: stored.sqlServerPort,
        },
        { name, environment: environment.name, os, host, port, databaseType, way, rdpPort, sqlServerPort },
      );
      if (Object.keys(changes).length === 0) return { name, ended: 0 };
      const data = { name, environment: environment.name, type: stored.type, changes };
      await record(tx, ctx, { action: 'update-target', data }, { targetId });
      return { name, ended: await endUncoveredGrants(tx, ctx) };
    }),
  );
}

async function describeWay(
  tx: Tx,
  organizationId: string,
  { tunnelWay, jumpTargetId }: TunnelFields,
): Promise<string | null> {
  if (tunnelWay === null) return null;
  const jump = jumpTargetId && (await findTarget(organizationId, jumpTargetId, tx));
  return formatWay({ tunnelWay, jump: jump || null });
}
