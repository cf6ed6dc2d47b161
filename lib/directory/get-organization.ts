import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { findOrganization, type OrganizationRow } from '@/lib/db/people/organizations';

/** The organization and its settings. Admins only. Throws `forbidden`. */
export async function getOrganization(ctx: Context): Promise<OrganizationRow> {
  await requireAdmin(ctx);
  return findOrganization(ctx.organizationId);
}
