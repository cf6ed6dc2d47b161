import type { X509Authority } from './authority';
import { p256, X509 } from './library';
import { hexOfSerial } from './serial';

export type ClientCertificate = {
  authority: X509Authority;
  /** SPKI as PEM, a P-256 key. */
  publicKeyPem: string;
  /** Whom a server takes the holder for. */
  commonName: string;
  /** The groups that a cluster puts the holder in. */
  organizations: readonly string[];
  serial: bigint;
  /** Rounded down to the second, as is `validBefore`. */
  validAfter: Date;
  validBefore: Date;
};

const longestName = 64;

/**
 * Says in one sentence why a name can't stand in a certificate; undefined where it can. RFC 5280 allows 64 characters
 * (ub-common-name, ub-organization-name).
 */
export function findNameProblem(name: string): string | undefined {
  if (name === '') return 'A certificate needs a name.';
  if (name.length > longestName)
    return `The name ${name.slice(0, 20)}… is longer than ${longestName} characters.`;
  return /\p{Cc}/u.test(name) ? 'A name in a certificate has no control characters.' : undefined;
}

/**
 * Signs a certificate for a client of a TLS server: for nothing but to say who it is.
 *
 * @returns its PEM.
 * @throws where a name is not fit, the key is no P-256 public key, the time is empty or the serial out of range.
 */
export async function signClientCertificate(wanted: ClientCertificate): Promise<string> {
  const { authority, publicKeyPem, commonName, organizations, serial, validAfter, validBefore } = wanted;
  const unfit = [commonName, ...organizations].map(findNameProblem).find(Boolean);
  if (unfit) throw new Error(unfit);
  // Negated, so that a time that is none is refused too.
  if (!(seconds(validBefore) > seconds(validAfter))) throw new Error('the certificate would never be valid');
  const spki = X509.PemConverter.decodeFirst(publicKeyPem);
  const publicKey = await crypto.subtle.importKey('spki', spki, p256, true, ['verify']);
  const certificate = await X509.X509CertificateGenerator.create({
    serialNumber: hexOfSerial(serial),
    issuer: authority.certificate.subjectName,
    subject: subjectOf(commonName, organizations),
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

function subjectOf(commonName: string, organizations: readonly string[]): X509.Name {
  // The library takes a plain text apart: "#…" would be DER, quotes and backslashes would be taken away.
  const literal = (name: string) => [{ utf8String: name }];
  return new X509.Name([{ CN: literal(commonName) }, ...organizations.map((name) => ({ O: literal(name) }))]);
}

function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
