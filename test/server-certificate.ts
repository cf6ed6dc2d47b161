import { makeSelfSigned } from '@/lib/x509/self-signed';

/** Creates a self-signed certificate for a TLS server, on 127.0.0.1 unless `host` says otherwise, and its key. Both are PEM. */
export function makeServerCertificate(
  host = '127.0.0.1',
): Promise<{ certificate: string; privateKey: string }> {
  return makeSelfSigned(host, new Date());
}
