import { record } from '@/lib/audit/record';
import { requireAdminOrKeyForRuleChange } from '@/lib/authorization/require-member-or-key';
import { type Context, newId } from '@/lib/context';
import { insertTargets } from '@/lib/db/targets/inventory-writes';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { findOpenEnvironment, mapInventoryNameConflict } from './inventory-rules';
import { requireValidProxy } from './proxy-rules';
import { fieldsForType, targetFields } from './target-fields';
import { requireValidWay } from './tunnel-rules';

/**
 * Registers a target. Policies that cover its environment cover it immediately. Throws `invalid`, `forbidden`, or
 * `name-taken` if its environment has a target with the same name.
 */
export async function registerTarget(ctx: Context, input: unknown): Promise<{ id: string; name: string }> {
  const fields = fieldsForType(parse(targetFields, input));
  const { organizationId } = ctx;
  const { name, type, environmentId } = fields;
  return mapInventoryNameConflict(name, () =>
    inTransaction(async (tx) => {
      await requireAdminOrKeyForRuleChange(ctx, tx);
      const { name: environment } = await findOpenEnvironment(tx, organizationId, environmentId);
      await requireValidWay(tx, organizationId, null, fields);
      await requireValidProxy(tx, organizationId, fields);
      const id = newId();
      await insertTargets(tx, organizationId, [{ ...fields, id, archived: false }]);
      await record(
        tx,
        ctx,
        { action: 'register-target', data: { name, environment, type } },
        { targetId: id },
      );
      return { id, name };
    }),
  );
}
