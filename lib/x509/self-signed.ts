import { isIP } from 'node:net';
import { p256, X509 } from './library';

/**
 * Creates a self-signed certificate for TLS at a host name or an IP address, for a server and for its clients, and its key.
 * Both are PEM. It is valid from an hour before `now` to 30 days after, as long as access can last.
 */
export async function makeSelfSigned(
  host: string,
  now: Date,
): Promise<{ certificate: string; privateKey: string }> {
  const keys = await crypto.subtle.generateKey(p256, true, ['sign', 'verify']);
  const certificate = await X509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [host] }],
    notBefore: new Date(now.getTime() - 3_600_000),
    notAfter: new Date(now.getTime() + 30 * 86_400_000),
    signingAlgorithm: p256,
    keys,
    extensions: [
      new X509.BasicConstraintsExtension(true, 0, true),
      new X509.SubjectAlternativeNameExtension([{ type: isIP(host) === 0 ? 'dns' : 'ip', value: host }]),
    ],
  });
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: certificate.toString('pem'),
    privateKey: X509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  };
}
