import { z } from 'zod';
import { AccessError } from '@/lib/core/error';
import {
  type AuthorityRow,
  findListedAuthorities,
  findRevoked,
  findTrustedAuthorities,
  type RevokedCredential,
} from '@/lib/db/connections/credentials';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { readPublicKey } from '@/lib/ssh/public-key';
import { writeKrl } from '@/lib/ssh/revocation-list';
import { signedList } from './signed-list';

const keyListInput = z.object({ organizationId: z.uuid() });
const certificateListInput = z.object({ id: z.uuid() });

/** Returns the revoked serials that have not expired, as OpenSSH's KRL. Throws `not-found`. */
export async function getKeyRevocationList(input: unknown): Promise<Buffer> {
  const { organizationId } = parse(keyListInput, input);
  const now = await databaseNow();
  const authorities = await findTrustedAuthorities({ organizationId, kind: 'Ssh' }, now);
  const listed = await withRevoked(authorities);
  return writeKrl({
    revoked: listed.map(({ authority, revoked }) => {
      const publicKey = readPublicKey(authority.publicPart);
      if ('refused' in publicKey) throw new Error(publicKey.refused);
      return { authority: publicKey, serials: revoked.map(({ serial }) => serial) };
    }),
    version: BigInt(now.getTime()),
    generatedAt: now,
    comment: 'bzero',
  });
}

/**
 * Returns a CRL for each X.509 authority of a database or cluster, as PEM. `id` is the target's, or the organization's
 * for the authorities that it had for all of them. Throws `not-found`.
 */
export async function getCertificateRevocationList(input: unknown): Promise<string> {
  const { id } = parse(certificateListInput, input);
  const now = await databaseNow();
  const listed = await withRevoked(await findListedAuthorities(id, now));
  const lists = listed.map(({ authority, revoked }) => signedList(authority, revoked, now));
  return (await Promise.all(lists)).join('');
}

async function withRevoked(
  authorities: readonly AuthorityRow[],
): Promise<{ authority: AuthorityRow; revoked: RevokedCredential[] }[]> {
  if (authorities.length === 0) throw new AccessError('not-found', 'Revocation list not found.');
  const all = await findRevoked(authorities.map(({ id }) => id));
  return authorities.map((authority) => ({
    authority,
    revoked: all.filter(({ authorityId }) => authorityId === authority.id),
  }));
}
