import { requireAccountManager } from '@/lib/authorization/require-account-manager';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { findServiceAccounts, type ServiceAccountRow } from '@/lib/db/people/service-accounts';

/** The service account that an admin or admin API key changes. Throws `forbidden`, `not-found`. */
export async function findAccountForChange(
  tx: Tx,
  ctx: Context,
  accountId: string,
): Promise<ServiceAccountRow> {
  await requireAccountManager(ctx, tx);
  const [account] = await findServiceAccounts(ctx.organizationId, accountId, tx);
  if (!account) throw new AccessError('not-found', 'Service account not found.');
  return account;
}
