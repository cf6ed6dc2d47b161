import type { ConnectionView } from '@/lib/core/access/connection';
import type { AccessBasis } from '@/lib/core/access/entitlement';
import { AccessError } from '@/lib/core/error';
import type { Verb } from '@/lib/core/target/target';
import { formatVerb } from '@/lib/core/text/target';
import type { AuthorityRow } from '@/lib/db/connections/credentials';
import type { EntitledTarget } from '@/lib/db/policies/entitlements';
import { readAuthority } from '@/lib/ssh/authority';
import { signUserCertificate } from '@/lib/ssh/certificate';
import { type CarriedVerb, grantsOfVerb } from '@/lib/ssh/grants-of-verb';
import { principalFor, unfitTargetUser } from '@/lib/ssh/principal';
import type { PublicKey } from '@/lib/ssh/public-key';
import { readX509Authority } from '@/lib/x509/authority';
import { signClientCertificate } from '@/lib/x509/client-certificate';
import type { SubjectKey } from './subject-key';

type Wanted = {
  connection: ConnectionView;
  target: Pick<EntitledTarget, 'id' | 'sourceAddresses'>;
  basis: Pick<AccessBasis, 'requestId'>;
  key: SubjectKey;
  authority: Pick<AuthorityRow, 'publicPart'>;
  authorityPem: string;
  serial: bigint;
  validAfter: Date;
  validBefore: Date;
};

/** Signs what was decided and noted. Throws `user-not-allowed` for a name that no certificate can carry. */
export async function signFor(
  wanted: Wanted,
): Promise<{ certificate: string; authority?: string; principals?: string[] }> {
  const { key } = wanted;
  return key.kind === 'ssh' ? signSsh(wanted, key.key) : signX509(wanted, key.spkiPem);
}

function signSsh(wanted: Wanted, subject: PublicKey) {
  const { connection, target, basis, authorityPem, serial, validAfter, validBefore } = wanted;
  const targetUser = requireUser(connection);
  const unfit = unfitTargetUser(targetUser);
  if (unfit) throw new AccessError('user-not-allowed', unfit);
  const principals = [principalFor(target.id, targetUser)];
  const certificate = signUserCertificate({
    authority: readAuthority(authorityPem),
    subject,
    serial,
    keyId: keyIdOf(basis.requestId, connection.person.email),
    principals,
    validAfter,
    validBefore,
    ...grantsOfVerb(carried(connection.verb), target.sourceAddresses),
  });
  return { certificate, principals };
}

async function signX509(wanted: Wanted, publicKeyPem: string) {
  const { connection, authority, authorityPem, serial, validAfter, validBefore } = wanted;
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

/** What a host writes into its log: which request it was, and whose. */
export function keyIdOf(requestId: string | null, email: string): string {
  return `bzero ${requestId === null ? 'standing' : `request=${requestId}`} person=${email}`;
}

/** The verb of a connection to a server, as one that a certificate can carry. */
function carried(verb: Verb | null): CarriedVerb {
  if (verb === 'Shell' || verb === 'FileTransfer' || verb === 'Tunnel') return verb;
  throw new AccessError(
    'invalid',
    `${verb === null ? 'This' : formatVerb(verb)} is not carried. Ask for Tunnel.`,
  );
}

function requireUser({ targetUser, target }: ConnectionView): string {
  if (targetUser === null) throw new AccessError('user-not-allowed', `Say as whom on ${target.name}.`);
  return targetUser;
}
