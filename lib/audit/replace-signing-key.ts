import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { record } from './record';
import { createSigningKey, findOrCreateSigningKey } from './signing-key';

/**
 * Replaces the key that signs the checkpoints of the organization's log. The old key signs the new one, so who trusts the
 * old one can go on. Admins only. Throws `forbidden`. Returns the id of the new key.
 */
export async function replaceSigningKey(ctx: Context): Promise<{ key: string }> {
  return inTransaction(async (tx) => {
    await requireAdmin(ctx, tx);
    const before = await findOrCreateSigningKey(tx, ctx.organizationId);
    const { id: key } = await createSigningKey(tx, ctx.organizationId, before);
    await record(tx, ctx, { action: 'make-audit-key', data: { key, replaces: before.id } });
    return { key };
  });
}
