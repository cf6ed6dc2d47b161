import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { type ApiTokenRow, findApiTokens } from '@/lib/db/people/api-tokens';
import { databaseNow } from '@/lib/db/transaction';

export type { ApiTokenRow };

/** Lists the active API keys of the organization, newest first. Admins and admin API keys only. Throws `forbidden`. */
export async function listApiKeys(ctx: Context): Promise<ApiTokenRow[]> {
  await requireAdminOrKey(ctx);
  return findApiTokens(ctx.organizationId, null, await databaseNow());
}
