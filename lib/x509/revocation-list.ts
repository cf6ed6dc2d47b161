import type { X509Authority } from './authority';
import { p256, X509 } from './library';
import { hexOfSerial } from './serial';

const hoursValid = 24;
const crlNumber = '2.5.29.20';

/**
 * Writes the certificate revocation list of an authority (RFC 5280) as PEM. It is valid for a day, so that a server that
 * can't fetch it refuses everyone instead of using an outdated list.
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
    nextUpdate: new Date(now.getTime() + hoursValid * 3_600_000),
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
      // RFC 5280, section 5.2.3: increases with every list.
      new X509.Extension(crlNumber, false, derInteger(BigInt(now.getTime()))),
    ],
  });
  // OpenSSL reads the label X509 CRL; the library writes CRL.
  return `${X509.PemConverter.encode(crl.rawData, 'X509 CRL').trim()}\n`;
}

function derInteger(value: bigint): Uint8Array<ArrayBuffer> {
  const hex = hexOfSerial(value);
  const bytes = Buffer.from(Number.parseInt(hex.slice(0, 2), 16) < 0x80 ? hex : `00${hex}`, 'hex');
  return Uint8Array.from([2, bytes.length, ...bytes]);
}
