import type { X509Authority } from './authority';
import { p256, X509 } from './library';
import { hexOfSerial } from './serial';

export type ClientCertificate = {
  authority: X509Authority;
  /** a P-256 key as SPKI in PEM */
  publicKeyPem: string;
  /** the user name at the server */
  commonName: string;
  /** the groups on a cluster */
  organizations: readonly string[];
  serial: bigint;
  /** rounded down to the second, like `validBefore` */
  validAfter: Date;
  validBefore: Date;
};

// RFC 5280: ub-common-name, ub-organization-name.
const maxNameLength = 64;

/** Why a name can't be used in a certificate, in one sentence; undefined if it can. */
export function findNameProblem(name: string): string | undefined {
  if (name === '') return 'A certificate needs a name.';
  if (name.length > maxNameLength)
    return `The name ${name.slice(0, 20)}… is longer than ${maxNameLength} characters.`;
  return /\p{Cc}/u.test(name) ? 'A name in a certificate must not contain control characters.' : undefined;
}

/**
 * Signs a certificate for TLS client authentication only, and returns its PEM.
 *
 * Throws if a name is not valid, the key is not a P-256 public key, the validity is empty, or the serial is out of
 * range.
 */
export async function signClientCertificate(wanted: ClientCertificate): Promise<string> {
  const { authority, publicKeyPem, commonName, organizations, serial, validAfter, validBefore } = wanted;
  const problem = [commonName, ...organizations].map(findNameProblem).find(Boolean);
  if (problem) throw new Error(problem);
  // Negated, so that invalid dates are refused too.
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
  // The library parses plain strings: it reads "#…" as DER, and removes quotes and backslashes.
  const literal = (name: string) => [{ utf8String: name }];
  return new X509.Name([{ CN: literal(commonName) }, ...organizations.map((name) => ({ O: literal(name) }))]);
}

function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
