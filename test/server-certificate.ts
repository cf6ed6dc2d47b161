import { p256, X509 } from '@/lib/x509/library';

/** Creates a self-signed certificate for a TLS server on 127.0.0.1, valid for one day, and its key. Both are PEM. */
export async function makeServerCertificate(): Promise<{ certificate: string; privateKey: string }> {
  const keys = await crypto.subtle.generateKey(p256, true, ['sign', 'verify']);
  const certificate = await X509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: ['127.0.0.1'] }],
    notBefore: new Date(Date.now() - 3_600_000),
    notAfter: new Date(Date.now() + 86_400_000),
    signingAlgorithm: p256,
    keys,
    extensions: [
      new X509.BasicConstraintsExtension(true, 0, true),
      new X509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }]),
    ],
  });
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: certificate.toString('pem'),
    privateKey: X509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  };
}
