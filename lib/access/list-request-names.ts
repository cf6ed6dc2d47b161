import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { findRequestNames } from '@/lib/db/requests/request-search';

/** The names of environments and policies, as suggestions for the search of requests. Admins only. */
export async function listRequestNames(
  ctx: Context,
): Promise<{ environments: string[]; policies: string[] }> {
  await requireAdmin(ctx);
  return findRequestNames(ctx.organizationId, 200);
}
