import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { type EnvironmentRow, findEnvironmentRows } from '@/lib/db/targets/inventory-list';

/** The environments of the organization by name, the retired ones last. Admins and their API keys only. */
export async function listEnvironments(ctx: Context): Promise<EnvironmentRow[]> {
  await requireAdminOrKey(ctx);
  return findEnvironmentRows(ctx.organizationId);
}
