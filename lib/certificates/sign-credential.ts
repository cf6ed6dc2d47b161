import type { SshRoute } from '@/lib/connections/ssh-route';
import type { ConnectionView } from '@/lib/core/access/connection';
import type { AccessBasis } from '@/lib/core/access/entitlement';
import { AccessError } from '@/lib/core/error';
import type { Verb } from '@/lib/core/target/target';
import { needsTunnel } from '@/lib/core/target/tunnel';
import type { AuthorityRow } from '@/lib/db/connections/credentials';
import { readAuthority } from '@/lib/ssh/authority';
import { signUserCertificate } from '@/lib/ssh/certificate';
import { type CertificateVerb, certificateOptions } from '@/lib/ssh/certificate-options';
import type { PublicKey } from '@/lib/ssh/public-key';
import { readX509Authority } from '@/lib/x509/authority';
import { signClientCertificate } from '@/lib/x509/client-certificate';
import type { SubjectKey } from './subject-key';

type CredentialInput = {
  connection: ConnectionView;
  /** null unless ssh leads to the target */
  route: SshRoute | null;
  basis: Pick<AccessBasis, 'requestId'>;
  key: SubjectKey;
  authority: Pick<AuthorityRow, 'publicPart'>;
  authorityPem: string;
  serial: bigint;
  validAfter: Date;
  validBefore: Date;
};

/** Signs a certificate. Throws `invalid`, and `user-not-allowed` for a user name that certificates don't support. */
export async function signCredential(
  input: CredentialInput,
): Promise<{ certificate: string; authority?: string; principals?: string[] }> {
  const { key } = input;
  return key.kind === 'ssh' ? signSsh(input, key.key) : signX509(input, key.spkiPem);
}

function signSsh(input: CredentialInput, subject: PublicKey) {
  const { connection, route, basis, authorityPem, serial, validAfter, validBefore } = input;
  if (!route) throw new Error('a certificate for ssh needs a server');
  const principals = [route.principal];
  const certificate = signUserCertificate({
    authority: readAuthority(authorityPem),
    subject,
    serial,
    keyId: certificateKeyId(basis.requestId, connection.person.email),
    principals,
    validAfter,
    validBefore,
    ...certificateOptions(certificateVerb(route, connection.verb), route.server.sourceAddresses),
  });
  return { certificate, principals };
}

async function signX509(input: CredentialInput, publicKeyPem: string) {
  const { connection, authority, authorityPem, serial, validAfter, validBefore } = input;
  const certificate = await signClientCertificate({
    authority: await readX509Authority({ certificate: authority.publicPart, privateKey: authorityPem }),
    publicKeyPem,
    commonName: requireUser(connection),
    organizations: [...connection.targetGroups],
    serial,
    validAfter,
    validBefore,
  });
  return { certificate, authority: authority.publicPart };
}

/** The key id, which hosts write to their log: the request and the person. */
export function certificateKeyId(requestId: string | null, email: string): string {
  return `bzero ${requestId === null ? 'standing' : `request=${requestId}`} person=${email}`;
}

/** What the certificate permits. The principal of a tunnel limits to what. */
function certificateVerb({ tunnel }: SshRoute, verb: Verb | null): CertificateVerb {
  if (tunnel !== null || needsTunnel(verb)) return 'Tunnel';
  if (verb === null) throw new AccessError('invalid', 'Choose an action.');
  return verb;
}

function requireUser({ targetUser, target }: ConnectionView): string {
  if (targetUser === null)
    throw new AccessError('user-not-allowed', `Choose a target user on ${target.name}.`);
  return targetUser;
}
