import { generateKeyPairSync } from 'node:crypto';
import { readAuthorityKey } from '@/lib/certificates/find-or-create-authority';
import { type AuthorityRow, insertCredential } from '@/lib/db/connections/credentials';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { makeX509Authority, readX509Authority, type X509Authority } from '@/lib/x509/authority';
import { signClientCertificate } from '@/lib/x509/client-certificate';
import { type Span, usualSpan, type Validity, validityOf } from './find-clock-difference';

/** A certificate for a new key that is not stored, and the key. Both are PEM. */
export type ProbeCertificate = { certificate: string; privateKey: string };

/** Signs a certificate for a user that is valid in a span. Its row is stored first, like that of every certificate. */
export async function signProbeCertificate(
  organizationId: string,
  authority: AuthorityRow,
  user: string,
  span: Span = usualSpan,
): Promise<ProbeCertificate> {
  const { serial, ...times } = await inTransaction(async (tx) => {
    const times = validityOf(span, await databaseNow(tx));
    const row = { organizationId, authorityId: authority.id, connectionId: null, ...times };
    return { serial: await insertCredential(tx, row), ...times };
  });
  const pem = { certificate: authority.publicPart, privateKey: readAuthorityKey(authority) };
  return sign(await readX509Authority(pem), user, { serial, ...times });
}

/** The same by an authority that is made for this certificate alone, and that nothing trusts. */
export async function signStrangerCertificate(user: string): Promise<ProbeCertificate> {
  const now = await databaseNow();
  const authority = await readX509Authority(await makeX509Authority(now));
  return sign(authority, user, { serial: 1n, ...validityOf(usualSpan, now) });
}

async function sign(
  authority: X509Authority,
  commonName: string,
  about: { serial: bigint } & Validity,
): Promise<ProbeCertificate> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const certificate = await signClientCertificate({
    authority,
    publicKeyPem,
    commonName,
    organizations: [],
    ...about,
  });
  return { certificate, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string };
}
