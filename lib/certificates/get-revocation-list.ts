import { z } from 'zod';
import { AccessError } from '@/lib/core/error';
import {
  type AuthorityRow,
  findRevoked,
  findTrustedAuthorities,
  type RevokedCredential,
} from '@/lib/db/connections/credentials';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { readAuthority } from '@/lib/ssh/authority';
import { writeKrl } from '@/lib/ssh/revocation-list';
import { readX509Authority } from '@/lib/x509/authority';
import { writeCrl } from '@/lib/x509/revocation-list';
import { readAuthorityKey } from './find-or-create-authority';

const inputSchema = z.object({ organizationId: z.uuid() });

/** Returns the revoked serials that have not expired, as OpenSSH's KRL. Throws `not-found`. */
export async function getKeyRevocationList(input: unknown): Promise<Buffer> {
  const { authorities, revoked, now } = await find(input, 'Ssh');
  return writeKrl({
    revoked: authorities.map((authority) => ({
      authority: readAuthority(readAuthorityKey(authority)).publicKey,
      serials: revoked.filter((one) => one.authorityId === authority.id).map(({ serial }) => serial),
    })),
    version: BigInt(now.getTime()),
    generatedAt: now,
    comment: 'bzero',
  });
}

/** Returns a CRL for each X.509 authority, as PEM. Throws `not-found`. */
export async function getCertificateRevocationList(input: unknown): Promise<string> {
  const { authorities, revoked, now } = await find(input, 'X509');
  const lists = authorities.map(async (authority) =>
    writeCrl({
      authority: await readX509Authority({
        certificate: authority.publicPart,
        privateKey: readAuthorityKey(authority),
      }),
      revoked: revoked.filter((one) => one.authorityId === authority.id),
      now,
    }),
  );
  return (await Promise.all(lists)).join('');
}

async function find(
  input: unknown,
  kind: 'Ssh' | 'X509',
): Promise<{ authorities: AuthorityRow[]; revoked: RevokedCredential[]; now: Date }> {
  const { organizationId } = parse(inputSchema, input);
  const now = await databaseNow();
  const authorities = await findTrustedAuthorities(organizationId, kind, now);
  if (authorities.length === 0) throw new AccessError('not-found', 'Revocation list not found.');
  return { authorities, revoked: await findRevoked(organizationId), now };
}
