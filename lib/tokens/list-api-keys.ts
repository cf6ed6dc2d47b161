import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { type ApiKeyRow, findApiKeys } from '@/lib/db/people/api-tokens';

export type { ApiKeyRow };

/**
 * Lists the API keys of the organization until they are revoked, newest first. Admins and admin API keys only. Throws
 * `forbidden`.
 */
export async function listApiKeys(ctx: Context): Promise<ApiKeyRow[]> {
  await requireAdminOrKey(ctx);
  return findApiKeys(ctx.organizationId);
}
