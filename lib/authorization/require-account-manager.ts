import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { requireAdminOrKeyForRuleChange } from './require-member-or-key';

/**
 * Requires an admin or an admin API key, who changes service accounts and API keys: a service account makes and enables no
 * other subject, so that disabling it ends what it can do. Throws `not-signed-in` or `forbidden`.
 */
export async function requireAccountManager(ctx: Context, tx: Tx): Promise<void> {
  await requireAdminOrKeyForRuleChange(ctx, tx);
  if (ctx.actor.kind !== 'service-account') return;
  throw new AccessError(
    'forbidden',
    'A service account can’t change service accounts or API keys. Use an API key with the role Admin.',
  );
}
