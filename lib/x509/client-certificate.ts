import type { X509Authority } from './authority';
import { p256, X509 } from './library';

export type ClientCertificate = {
  authority: X509Authority;
  /** SPKI as PEM, a P-256 key */
  publicKeyPem: string;
  /** whom a server takes the holder for; 64 characters at most (RFC 5280, ub-common-name) */
  commonName: string;
  /** the groups that a cluster puts the holder in */
  organizations: readonly string[];
  serial: bigint;
  validAfter: Date;
  validBefore: Date;
};

const longestName = 64;

/**
 * Says in one sentence why a name can't stand in a certificate; undefined where it can. OpenSSL, and so
 * PostgreSQL, takes nothing longer than RFC 5280 allows.
 */
export function unfitName(name: string): string | undefined {
  if (name === '') return 'A certificate needs a name.';
  if (name.length > longestName)
    return `The name ${name.slice(0, 20)}… is longer than ${longestName} characters.`;
  return /\p{Cc}/u.test(name) ? 'A name in a certificate has no control characters.' : undefined;
}

/**
 * Signs a certificate for a client of a TLS server: for nothing but to say who it is.
 *
 * @returns its PEM.
 * @throws where a name is not fit, or the key is no P-256 public key.
 */
export async function signClientCertificate(wanted: ClientCertificate): Promise<string> {
  const { authority, publicKeyPem, commonName, organizations, serial, validAfter, validBefore } = wanted;
  const unfit = [commonName, ...organizations].map(unfitName).find(Boolean);
  if (unfit) throw new Error(unfit);
  const spki = X509.PemConverter.decodeFirst(publicKeyPem);
  const publicKey = await crypto.subtle.importKey('spki', spki, p256, true, ['verify']);
  const certificate = await X509.X509CertificateGenerator.create({
    serialNumber: hexOf(serial),
    issuer: authority.certificate.subject,
    subject: [{ CN: [commonName] }, ...organizations.map((name) => ({ O: [name] }))],
    notBefore: validAfter,
    notAfter: validBefore,
    publicKey,
    signingKey: authority.privateKey,
    signingAlgorithm: p256,
    extensions: [
      new X509.BasicConstraintsExtension(false, undefined, true),
      new X509.KeyUsagesExtension(X509.KeyUsageFlags.digitalSignature, true),
      new X509.ExtendedKeyUsageExtension([X509.ExtendedKeyUsage.clientAuth]),
      await X509.SubjectKeyIdentifierExtension.create(publicKey),
      await X509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey),
    ],
  });
  return certificate.toString('pem');
}

/** A serial as the library wants it: whole bytes of hexadecimal. */
export function hexOf(serial: bigint): string {
  const hex = serial.toString(16);
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}
