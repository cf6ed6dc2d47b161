import { requireAdmin } from '@/lib/authority/require-person';
import type { Context } from '@/lib/context';
import { type DirectoryRow, findPeople } from '@/lib/db/directory';
import { findInstallation } from '@/lib/db/installations';

/** Everybody of the organization, by address. Admins only. */
export async function listPeople(ctx: Context): Promise<DirectoryRow[]> {
  await requireAdmin(ctx);
  const installation = await findInstallation(ctx.organizationId);
  return findPeople(ctx.organizationId, installation?.teamId ?? null);
}
