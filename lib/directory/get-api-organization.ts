import { requireMemberOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { findOrganization } from '@/lib/db/people/organizations';

/** The organization of whoever calls, person or program. */
export async function getApiOrganization(ctx: Context) {
  await requireMemberOrKey(ctx);
  return findOrganization(ctx.organizationId);
}
