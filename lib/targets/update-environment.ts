import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findEnvironmentRows } from '@/lib/db/targets/inventory';
import { writeEnvironment } from '@/lib/db/targets/inventory-writes';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { environmentFields } from './environment-fields';
import { changesOf, mapInventoryNameConflict } from './inventory-rules';

const inputSchema = z.object({ environmentId: z.uuid() });

/** Updates the name and the description of an environment. Throws `invalid`, `forbidden`, `not-found`, `name-taken`. */
export async function updateEnvironment(ctx: Context, input: unknown): Promise<{ name: string }> {
  const { environmentId } = parse(inputSchema, input);
  const fields = parse(environmentFields, input);
  const { name, description } = fields;
  const { organizationId } = ctx;
  return mapInventoryNameConflict('environment', name, () =>
    inTransaction(async (tx) => {
      await requireAdminForRuleChange(ctx, tx);
      const [stored] = await findEnvironmentRows(organizationId, environmentId, tx);
      if (!stored) throw new AccessError('not-found', 'Environment not found.');
      const changes = changesOf(
        { name: stored.name, description: stored.description },
        { name, description },
      );
      if (Object.keys(changes).length === 0) return { name };
      await writeEnvironment(tx, organizationId, environmentId, fields);
      await record(tx, ctx, { action: 'update-environment', data: { name, changes } });
      return { name };
    }),
  );
}
