import { z } from 'zod';
import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { writeTarget } from '@/lib/db/targets/inventory';
import { findTarget } from '@/lib/db/targets/targets';
import { inTransaction, lockForRuleChange } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { changesOf, findOpenEnvironment, mapNameConflict } from './inventory-rules';
import { fitting, targetChanges } from './target-fields';

const inputSchema = z.object({ targetId: z.uuid() });

/**
 * Changes a target; its type stays. Access that no policy gives any more, because it moved to another
 * environment, ends at once (R11). Throws `invalid`, `forbidden`, `not-found` (retired ones too), `name-taken`.
 */
export async function updateTarget(ctx: Context, input: unknown): Promise<{ name: string }> {
  const { targetId } = parse(inputSchema, input);
  const changes = parse(targetChanges, input);
  const { organizationId } = ctx;
  return mapNameConflict('a target', changes.name, () =>
    inTransaction(async (tx) => {
      await lockForRuleChange(tx, organizationId);
      await requireAdmin(ctx, tx);
      const stored = await findTarget(organizationId, targetId, tx);
      if (!stored) throw new AccessError('not-found', 'There is no such target here, or it is retired.');
      const fields = fitting({ ...changes, type: stored.type });
      const environment = await findOpenEnvironment(tx, organizationId, fields.environmentId);
      await writeTarget(tx, organizationId, targetId, fields);
      const { name, os, host, port, databaseType } = fields;
      const said = changesOf(
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
      if (Object.keys(said).length === 0) return { name };
      const data = { name, environment: environment.name, type: stored.type, changes: said };
      await record(tx, ctx, { action: 'update-target', data }, { targetId });
      await endUncoveredGrants(tx, ctx);
      return { name };
    }),
  );
}
