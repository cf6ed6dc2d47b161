import { requireAdmin } from '@/lib/authority/require-person';
import type { Context } from '@/lib/context';
import { findGroups } from '@/lib/db/directory';

/** The groups that the identity provider has named, by name. Admins only. */
export async function listGroups(ctx: Context): Promise<{ id: string; name: string; memberCount: number }[]> {
  await requireAdmin(ctx);
  return findGroups(ctx.organizationId);
}
