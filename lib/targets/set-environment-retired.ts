import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findEnvironmentRows } from '@/lib/db/targets/inventory';
import { writeEnvironmentRetired } from '@/lib/db/targets/inventory-writes';
import { databaseNow, inTransaction, lockForRuleChange } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ environmentId: z.uuid() });

/** Archives an environment. Throws `invalid`, `forbidden`, `not-found`, or `in-use` while it has targets. */
export async function retireEnvironment(ctx: Context, input: unknown): Promise<{ name: string }> {
  return setRetired(ctx, input, true);
}

/** Restores an archived environment. Throws `invalid`, `forbidden`, `not-found`. */
export async function restoreEnvironment(ctx: Context, input: unknown): Promise<{ name: string }> {
  return setRetired(ctx, input, false);
}

async function setRetired(ctx: Context, input: unknown, retired: boolean): Promise<{ name: string }> {
  const { environmentId } = parse(inputSchema, input);
  const { organizationId } = ctx;
  return inTransaction(async (tx) => {
    await lockForRuleChange(tx, organizationId);
    await requireAdmin(ctx, tx);
    const [environment] = await findEnvironmentRows(organizationId, environmentId, tx);
    if (!environment) throw new AccessError('not-found', 'Environment not found.');
    const { name, targetCount } = environment;
    if (retired && targetCount > 0) {
      const has = targetCount === 1 ? '1 target' : `${targetCount} targets`;
      throw new AccessError('in-use', `${name} has ${has}. Archive or move them first.`);
    }
    const at = retired ? await databaseNow(tx) : null;
    if (!(await writeEnvironmentRetired(tx, organizationId, environmentId, at)))
      throw new AccessError('not-found', `${name} is ${retired ? 'already' : 'not'} archived.`);
    const action = retired ? 'retire-environment' : 'restore-environment';
    await record(tx, ctx, { action, data: { name } });
    return { name };
  });
}
