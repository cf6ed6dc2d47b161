import { requireMemberOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { findOrganization } from '@/lib/db/people/organizations';

/** The organization of the caller. People and API keys. Throws `not-signed-in`. */
export async function getApiOrganization(ctx: Context) {
  await requireMemberOrKey(ctx);
  return findOrganization(ctx.organizationId);
}
