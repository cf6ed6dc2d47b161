import { requireMemberOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { findOrganization } from '@/lib/db/people/organizations';

/** The registration key that servers have to use; null if any can be used. People and API keys. Throws `not-signed-in`. */
export async function getRegistrationSettings(ctx: Context): Promise<{ keyId: string | null }> {
  await requireMemberOrKey(ctx);
  const { registrationKeyId } = await findOrganization(ctx.organizationId);
  return { keyId: registrationKeyId };
}
