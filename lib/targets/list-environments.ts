import { requireAdmin } from '@/lib/authority/require-person';
import type { Context } from '@/lib/context';
import { type EnvironmentRow, findEnvironmentRows } from '@/lib/db/inventory-list';

/** The environments of the organization by name, the retired ones last. Admins only. */
export async function listEnvironments(ctx: Context): Promise<EnvironmentRow[]> {
  await requireAdmin(ctx);
  return findEnvironmentRows(ctx.organizationId);
}
