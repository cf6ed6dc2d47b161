import { join } from 'node:path';
import { writePrivateFile } from '../state/private-file';
import type { Connection } from './connection';
import type { Credential } from './credential';

/** Where a client finds its certificate and key, and the authority that its server must be certified by. */
export type CertificateFiles = { certificate: string; key: string; authority: string | null };

/**
 * Files for a client of a database or a cluster, in a folder of their own. `use` writes the certificate, and
 * writes it anew at each renewal, whole: a client that opens another connection then takes the new one.
 */
export function writeCertificateFiles(
  folder: string,
  privatePem: string,
  { serverIdentity }: Connection,
): { files: CertificateFiles; use(credential: Credential): void } {
  const authority = serverIdentity && join(folder, 'server-ca.pem');
  const files = { certificate: join(folder, 'client.pem'), key: join(folder, 'client.key'), authority };
  writePrivateFile(files.key, privatePem);
  if (authority && serverIdentity) writePrivateFile(authority, serverIdentity);
  return { files, use: ({ certificate }) => writePrivateFile(files.certificate, certificate) };
}
