import type { X509Authority } from './authority';
import { hexOf } from './client-certificate';
import { p256, X509 } from './library';

const hoursGood = 24;

/**
 * The list of an authority's revoked certificates (RFC 5280), as PEM with the label that OpenSSL reads. Good
 * for a day, so that a server whose fetching broke refuses everybody rather than believing old news.
 */
export async function writeCrl(list: {
  authority: X509Authority;
  revoked: readonly { serial: bigint; revokedAt: Date }[];
  now: Date;
}): Promise<string> {
  const { authority, revoked, now } = list;
  const crl = await X509.X509CrlGenerator.create({
    issuer: authority.certificate.subject,
    thisUpdate: now,
    nextUpdate: new Date(now.getTime() + hoursGood * 3_600_000),
    entries: revoked.map(({ serial, revokedAt }) => ({
      serialNumber: hexOf(serial),
      revocationDate: revokedAt,
    })),
    signingAlgorithm: p256,
    signingKey: authority.privateKey,
    extensions: [await X509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey)],
  });
  // The library writes the label CRL.
  return `${X509.PemConverter.encode(crl.rawData, 'X509 CRL').trim()}\n`;
}
