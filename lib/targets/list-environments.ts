import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { type EnvironmentRow, findEnvironmentRows } from '@/lib/db/targets/inventory';

/** The environments, sorted by name, archived ones last. Admins and admin API keys only. Throws `forbidden`. */
export async function listEnvironments(ctx: Context): Promise<EnvironmentRow[]> {
  await requireAdminOrKey(ctx);
  return findEnvironmentRows(ctx.organizationId);
}
