import { requireAdmin } from '@/lib/authority/require-person';
import type { Context } from '@/lib/context';
import { findEnvironments } from '@/lib/db/targets';

/** The environments of the organization, by name. Admins only. */
export async function listEnvironments(ctx: Context): Promise<{ id: string; name: string }[]> {
  await requireAdmin(ctx);
  return findEnvironments(ctx.organizationId);
}
