import { join } from 'node:path';
import { writePrivateFile } from '../state/private-file';
import type { Connection } from './connection';
import type { Credential } from './credential';

/** Paths of a client's certificate and key, and of the server's authority (null if it is not known). */
export type CertificateFiles = { certificate: string; key: string; authority: string | null };

/**
 * Writes the key and the authority for a client of a database or a cluster. `use` replaces the certificate at each
 * renewal, so that the client's next connection uses the new one.
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
