import type { X509Authority } from './authority';
import { p256, X509 } from './library';
import { hexOfSerial } from './serial';

const hoursGood = 24;
const crlNumber = '2.5.29.20';

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
    issuer: authority.certificate.subjectName,
    thisUpdate: now,
    nextUpdate: new Date(now.getTime() + hoursGood * 3_600_000),
    entries: revoked.map(({ serial, revokedAt }) => ({
      serialNumber: hexOfSerial(serial),
      revocationDate: revokedAt,
      // Without a reason the library writes an empty list of extensions, which RFC 5280 forbids.
      reason: X509.X509CrlReason.privilegeWithdrawn,
    })),
    signingAlgorithm: p256,
    signingKey: authority.privateKey,
    extensions: [
      await X509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey),
      // RFC 5280, section 5.2.3: a number that grows from list to list.
      new X509.Extension(crlNumber, false, derInteger(BigInt(now.getTime()))),
    ],
  });
  // The library writes the label CRL.
  return `${X509.PemConverter.encode(crl.rawData, 'X509 CRL').trim()}\n`;
}

function derInteger(value: bigint): Uint8Array<ArrayBuffer> {
  const hex = hexOfSerial(value);
  const bytes = Buffer.from(Number.parseInt(hex.slice(0, 2), 16) < 0x80 ? hex : `00${hex}`, 'hex');
  return Uint8Array.from([2, bytes.length, ...bytes]);
}
