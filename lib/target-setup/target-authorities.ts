import { X509Certificate } from 'node:crypto';
import { findOrCreateAuthority } from '@/lib/certificates/find-or-create-authority';
import { type AuthorityRow, findTrustedAuthorities } from '@/lib/db/connections/credentials';
import { databaseNow, inTransaction } from '@/lib/db/transaction';

/** The authorities that a database or cluster trusts, the one that signs first. Creates the first one. */
export async function findAuthoritiesOf(
  organizationId: string,
  target: { id: string; name: string },
): Promise<AuthorityRow[]> {
  const owner = { organizationId, kind: 'X509', target } as const;
  await inTransaction((tx) => findOrCreateAuthority(tx, owner));
  return findTrustedAuthorities(owner, await databaseNow());
}

/** The certificates of authorities in one PEM. */
export function certificatesOf(authorities: readonly AuthorityRow[]): string {
  return authorities.map(({ publicPart }) => `${publicPart.trim()}\n`).join('');
}

/** The name of the authority that signs, as OpenSSL writes it in one line: `/CN=…`. */
export function issuerOf([signing]: readonly AuthorityRow[]): string {
  if (!signing) throw new Error('the target has no authority');
  return `/${new X509Certificate(signing.publicPart).subject.split('\n').join('/')}`;
}
