import { type Context, isOperator } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findIdentityClaims, type IdentityClaim } from '@/lib/db/people/identity-claims';
import { findPersonByEmail } from '@/lib/db/people/people';

/**
 * The identities at the provider that claim the email of a person, oldest first, for the operator at the server's command
 * line. Admins see them on the person's page. Throws `forbidden`, `not-found`.
 */
export async function listIdentityClaims(ctx: Context, email: string): Promise<IdentityClaim[]> {
  if (!isOperator(ctx)) throw new AccessError('forbidden', 'Only the operator can do this.');
  const person = await findPersonByEmail(ctx.organizationId, email.trim().toLowerCase());
  if (!person) throw new AccessError('not-found', `No person has the email ${email}.`);
  return findIdentityClaims(ctx.organizationId, person.id);
}
