import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { lockForRuleChange } from '@/lib/db/locks';
import { findRegistrationKey } from '@/lib/db/people/api-tokens';
import { findOrganization } from '@/lib/db/people/organizations';
import { requireAdminOrKeyForRuleChange } from './require-member-or-key';

/**
 * Requires a registration key that may be used now, an admin or an admin API key, and that no rule change is running. Throws
 * `not-signed-in` or `forbidden`.
 */
export async function requireRegistrar(ctx: Context, tx: Tx): Promise<void> {
  if (!(await isRegistrationKey(ctx, tx))) {
    await requireAdminOrKeyForRuleChange(ctx, tx);
    return;
  }
  await lockForRuleChange(tx, ctx.organizationId);
  if (!(await isRegistrationKey(ctx, tx)))
    throw new AccessError('not-signed-in', 'This registration key was revoked or has expired.');
}

/** Whether an active registration key acts. Throws `forbidden` if servers have to use another one. */
async function isRegistrationKey({ organizationId, actor }: Context, tx: Tx): Promise<boolean> {
  if (actor.kind !== 'api-key' || !(await findRegistrationKey(tx, organizationId, actor.keyId))) return false;
  const { registrationKeyId } = await findOrganization(organizationId, tx);
  if (registrationKeyId === null || registrationKeyId === actor.keyId) return true;
  throw new AccessError(
    'forbidden',
    'Servers have to register with another key. Ask an admin for the registration key of the organization.',
  );
}
