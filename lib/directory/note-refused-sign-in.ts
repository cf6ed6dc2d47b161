import { noteRefusal } from '@/lib/audit/note-refusal';
import { findOrganizationOf } from '@/lib/db/people/organizations';
import type { SignIn } from './sign-in-user';

/**
 * Notes a refused sign-in. `identity` has no email where the provider's claims name nobody reliably, and is null where they
 * don't even name an organization.
 */
export async function noteRefusedSignIn(
  identity: (Pick<SignIn, 'issuer' | 'tenant'> & { email?: string }) | null,
  why: string,
  address: string | undefined,
): Promise<void> {
  const organizationId = (identity && (await findOrganizationOf(identity))?.id) ?? null;
  const name = identity?.email ?? 'an unknown person';
  noteRefusal({ kind: 'sign-in', by: { organizationId, name, via: 'web', address }, doing: '', why });
}
