import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { readSealedLog } from './read-sealed-log';
import { record } from './record';

/** The lines of the export for verification of the organization's log. The export is recorded first. Admins only. */
export async function exportSealedLog(ctx: Context): Promise<AsyncGenerator<Buffer>> {
  await inTransaction(async (tx) => {
    await requireAdmin(ctx, tx);
    await record(tx, ctx, { action: 'export-audit', data: { format: 'sealed', filter: {} } });
  });
  return readSealedLog(ctx.organizationId);
}
