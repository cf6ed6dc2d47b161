import { record } from '@/lib/audit/record';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';

/** Records in the audit log that an admin sent a test message. Throws `forbidden`. */
export async function recordTestMessage(ctx: Context, to: readonly string[]): Promise<void> {
  await inTransaction(async (tx) => {
    await requireAdmin(ctx, tx);
    await record(tx, ctx, { action: 'send-test-message', data: { to } });
  });
}
