import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { findRequestNames } from '@/lib/db/requests/request-search';

/** The names of environments and policies that help whoever searches requests to type. Admins only. */
export async function listRequestNames(
  ctx: Context,
): Promise<{ environments: string[]; policies: string[] }> {
  await requireAdmin(ctx);
  return findRequestNames(ctx.organizationId, 200);
}
