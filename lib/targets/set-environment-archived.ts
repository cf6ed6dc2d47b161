import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdminOrKeyForRuleChange } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findEnvironmentRows } from '@/lib/db/targets/inventory';
import { writeEnvironmentArchived } from '@/lib/db/targets/inventory-writes';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { mapRestoredName, requireNothingBehind } from './inventory-rules';

const inputSchema = z.object({ environmentId: z.uuid() });

/**
 * Archives an environment; its name is free then. Throws `invalid`, `forbidden`, `not-found`, or `in-use` while it has
 * targets, or others have it as their proxy.
 */
export async function archiveEnvironment(ctx: Context, input: unknown): Promise<{ name: string }> {
  return setArchived(ctx, input, true);
}

/** Restores an archived environment. Throws `invalid`, `forbidden`, `not-found`, or `name-taken` by another one in use. */
export async function restoreEnvironment(ctx: Context, input: unknown): Promise<{ name: string }> {
  return mapRestoredName('environment', () => setArchived(ctx, input, false));
}

async function setArchived(ctx: Context, input: unknown, archived: boolean): Promise<{ name: string }> {
  const { environmentId } = parse(inputSchema, input);
  const { organizationId } = ctx;
  return inTransaction(async (tx) => {
    await requireAdminOrKeyForRuleChange(ctx, tx);
    const [environment] = await findEnvironmentRows(organizationId, environmentId, tx);
    if (!environment) throw new AccessError('not-found', 'Environment not found.');
    const { name, targetCount } = environment;
    if (archived && targetCount > 0) {
      const has = targetCount === 1 ? '1 target' : `${targetCount} targets`;
      throw new AccessError('in-use', `${name} has ${has}. Archive or move them first.`);
    }
    if (archived) await requireNothingBehind(tx, organizationId, { proxyEnvironmentId: environmentId });
    const at = archived ? await databaseNow(tx) : null;
    if (!(await writeEnvironmentArchived(tx, organizationId, environmentId, at)))
      throw new AccessError('not-found', `${name} is ${archived ? 'already' : 'not'} archived.`);
    const action = archived ? 'retire-environment' : 'restore-environment';
    await record(tx, ctx, { action, data: { name } });
    return { name };
  });
}
