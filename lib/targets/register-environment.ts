import { record } from '@/lib/audit/record';
import { requireAdminOrKeyForRuleChange } from '@/lib/authorization/require-member-or-key';
import { type Context, newId } from '@/lib/context';
import { insertEnvironments } from '@/lib/db/targets/inventory-writes';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { environmentFields } from './environment-fields';
import { mapInventoryNameConflict } from './inventory-rules';

/** Creates an environment. Throws `invalid`, `forbidden`, `name-taken`. */
export async function registerEnvironment(
  ctx: Context,
  input: unknown,
): Promise<{ id: string; name: string }> {
  const fields = parse(environmentFields, input);
  const { name } = fields;
  const { organizationId } = ctx;
  return mapInventoryNameConflict(name, () =>
    inTransaction(async (tx) => {
      await requireAdminOrKeyForRuleChange(ctx, tx);
      const id = newId();
      await insertEnvironments(tx, organizationId, [{ id, ...fields }]);
      await record(tx, ctx, { action: 'register-environment', data: { name } });
      return { id, name };
    }),
  );
}
