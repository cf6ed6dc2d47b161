import type { AuthorityRow, RevokedCredential } from '@/lib/db/connections/credentials';
import { readX509Authority } from '@/lib/x509/authority';
import { writeCrl } from '@/lib/x509/revocation-list';
import { readAuthorityKey } from './find-or-create-authority';

type SignedList = { serials: string; signedAt: number; pem: Promise<string> };

const shared = globalThis as { bzeroSignedLists?: Map<string, SignedList> };
const maxAgeMs = 3_600_000;
const mostLists = 10_000;

/**
 * The certificate revocation list of an authority as PEM, signed when the revoked serials have changed, or after an hour.
 * Anybody can fetch a list, so no call unseals a key only because it was made.
 */
export function signedList(
  authority: AuthorityRow,
  revoked: readonly RevokedCredential[],
  now: Date,
): Promise<string> {
  shared.bzeroSignedLists ??= new Map();
  const lists = shared.bzeroSignedLists;
  const serials = revoked.map(({ serial }) => serial).join();
  const known = lists.get(authority.id);
  if (known?.serials === serials && now.getTime() - known.signedAt < maxAgeMs) return known.pem;
  const pem = sign(authority, revoked, now);
  pem.catch(() => lists.delete(authority.id));
  lists.delete(authority.id); // the newest entry is the last one
  lists.set(authority.id, { serials, signedAt: now.getTime(), pem });
  for (const oldest of lists.keys()) {
    if (lists.size <= mostLists) break;
    lists.delete(oldest);
  }
  return pem;
}

async function sign(
  authority: AuthorityRow,
  revoked: readonly RevokedCredential[],
  now: Date,
): Promise<string> {
  const pem = { certificate: authority.publicPart, privateKey: readAuthorityKey(authority) };
  return writeCrl({ authority: await readX509Authority(pem), revoked, now });
}
