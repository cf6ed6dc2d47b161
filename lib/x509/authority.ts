import { randomBytes } from 'node:crypto';
import { p256, X509 } from './library';

/** A certificate authority: the certificate that servers trust, and the key that signs. */
export type X509Authority = { certificate: InstanceType<typeof X509.X509Certificate>; privateKey: CryptoKey };

const years = 10;

/**
 * Generates an authority with a unique name, valid for ten years from `notBefore`. Returns both parts as PEM; the
 * private key (PKCS #8, not encrypted) is a secret: seal it before you store it.
 */
export async function makeX509Authority(
  notBefore: Date,
): Promise<{ certificate: string; privateKey: string }> {
  const keys = await crypto.subtle.generateKey(p256, true, ['sign', 'verify']);
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
  const serialNumber = randomBytes(16).toString('hex');
  const certificate = await X509.X509CertificateGenerator.createSelfSigned({
    serialNumber,
    // The whole serial number: MySQL compares only the names of issuers.
    name: [{ CN: [`BastionZero JIT ${serialNumber}`] }],
    notBefore,
    notAfter,
    signingAlgorithm: p256,
    keys,
    extensions: [
      // Path length 0: it signs only clients, no other authority.
      new X509.BasicConstraintsExtension(true, 0, true),
      new X509.KeyUsagesExtension(X509.KeyUsageFlags.keyCertSign | X509.KeyUsageFlags.cRLSign, true),
      await X509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: certificate.toString('pem'),
    privateKey: X509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  };
}

/** Reads the PEM of `makeX509Authority`. Throws if it is not PEM of a P-256 key. */
export async function readX509Authority(pem: {
  certificate: string;
  privateKey: string;
}): Promise<X509Authority> {
  const pkcs8 = X509.PemConverter.decodeFirst(pem.privateKey);
  return {
    certificate: new X509.X509Certificate(pem.certificate),
    privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, p256, false, ['sign']),
  };
}
