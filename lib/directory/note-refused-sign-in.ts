import { noteRefusal } from '@/lib/audit/note-refusal';
import { findOrganizationOf } from '@/lib/db/people/organizations';
import type { SignIn } from './sign-in-user';

/** Notes a refused sign-in. `identity` is null where the provider's claims name nobody reliably. */
export async function noteRefusedSignIn(
  identity: Pick<SignIn, 'issuer' | 'tenant' | 'email'> | null,
  why: string,
  address: string | undefined,
): Promise<void> {
  const organizationId = (identity && (await findOrganizationOf(identity))?.id) ?? null;
  const name = identity?.email ?? 'an unknown person';
  noteRefusal({ kind: 'sign-in', by: { organizationId, name, via: 'web', address }, doing: '', why });
}
