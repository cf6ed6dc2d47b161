import { generateKeyPairSync } from 'node:crypto';
import { openKey } from '@/lib/certificates/authority-of';
import { keyIdOf } from '@/lib/certificates/sign-for';
import { type ConnectionView, usualPort } from '@/lib/core/access/connection';
import { evaluateAccess } from '@/lib/core/access/entitlement';
import { databaseProtocol } from '@/lib/core/target/target';
import { type AuthorityRow, findAuthority, type LastCredential } from '@/lib/db/connections/credentials';
import { findEntitlements } from '@/lib/db/policies/entitlements';
import { findTarget } from '@/lib/db/targets/targets';
import { readAuthority } from '@/lib/ssh/authority';
import { signUserCertificate } from '@/lib/ssh/certificate';
import { principalFor } from '@/lib/ssh/principal';
import { readPublicKey } from '@/lib/ssh/public-key';
import { hostKeysOf } from '@/lib/target-setup/host-keys';
import { probeSsh } from '@/lib/target-setup/probe-ssh';
import { readX509Authority } from '@/lib/x509/authority';
import { signClientCertificate } from '@/lib/x509/client-certificate';
import { probeCluster } from './probe-cluster';
import { probePostgres } from './probe-postgres';
import type { ProbeResult } from './probe-result';

/**
 * Tries the door of access that has ended, with a twin of the last certificate that it was given: the same
 * serial, the same names, the same times, so a host that refuses the one refuses the other, and the same
 * list of the revoked names both. The twin is for a key that is forgotten at once, and runs nothing.
 */
export async function probeTarget(
  organizationId: string,
  connection: ConnectionView,
  credential: LastCredential | null,
): Promise<ProbeResult> {
  const { type, host, name } = connection.target;
  if (type === 'Web') return probeForwardAuth(organizationId, connection);
  if (!credential) return unknown('no certificate was given out');
  const authority = await findAuthority(organizationId, credential.authorityId);
  const target = await findTarget(organizationId, connection.target.id);
  if (!authority || !target) return { found: 'gone', detail: `${name} is retired.` };
  const port = connection.target.port ?? usualPort(connection.target);
  if (host === null || port === null) return unknown(`nobody has said where ${name} is`);
  const revocationCheck = {
    connection,
    credential,
    authority,
    host,
    port,
    serverIdentity: target.serverIdentity,
  };
  return type === 'Bzero' || type === 'DynamicAccessConfig'
    ? probeServer(revocationCheck)
    : probeTls(revocationCheck);
}

type ProbeTarget = {
  connection: ConnectionView;
  credential: LastCredential;
  authority: AuthorityRow;
  host: string;
  port: number;
  serverIdentity: string | null;
};

async function probeServer({
  connection,
  credential,
  authority,
  host,
  port,
  serverIdentity,
}: ProbeTarget): Promise<ProbeResult> {
  const user = connection.targetUser ?? '';
  const tried = await probeSsh({
    host,
    port,
    user,
    hostKeys: hostKeysOf(serverIdentity),
    certificateFor: (line) => {
      const subject = readPublicKey(line);
      if ('refused' in subject) throw new Error(subject.refused);
      const { serial, validAfter, validBefore } = credential;
      return signUserCertificate({
        authority: readAuthority(openKey(authority)),
        subject,
        serial,
        keyId: `${keyIdOf(connection.requestId, connection.person.email)} door`,
        principals: [principalFor(connection.target.id, user)],
        validAfter,
        validBefore,
        criticalOptions: { 'force-command': 'exit 0' },
        extensions: [],
      });
    },
  });
  switch (tried.found) {
    case 'refused':
      return { found: 'gone', detail: `${host}:${port} refuses the certificate.` };
    case 'accepted':
      return { found: 'open', detail: `${host}:${port} still takes the certificate.` };
    case 'unreachable':
      return unknown(tried.why);
  }
}

async function probeTls({
  connection,
  credential,
  authority,
  host,
  port,
  serverIdentity,
}: ProbeTarget): Promise<ProbeResult> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { serial, validAfter, validBefore } = credential;
  const certificate = await signClientCertificate({
    authority: await readX509Authority({ certificate: authority.publicPart, privateKey: openKey(authority) }),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    commonName: connection.targetUser ?? '',
    organizations: [...connection.targetGroups],
    serial,
    validAfter,
    validBefore,
  });
  const login = {
    host,
    port,
    user: connection.targetUser ?? '',
    certificate,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    serverCa: serverIdentity,
  };
  if (connection.target.type === 'Cluster') return probeCluster(login);
  if (databaseProtocol(connection.target.databaseType) === 'postgres') return probePostgres(login);
  return unknown(`a ${connection.target.databaseType ?? 'database'} is not tried by this product`);
}

async function probeForwardAuth(organizationId: string, connection: ConnectionView): Promise<ProbeResult> {
  const { person, target } = connection;
  const held = await findEntitlements({ organizationId, userId: person.id, targetId: target.id });
  const [now] = held.targets;
  const answer = now && evaluateAccess(now.entitlements, now.type, connection, held.now);
  if (!answer?.allowed) return { found: 'gone', detail: 'Forward authentication denies it.' };
  // What lets them in is something else, and by right: another request, or standing access.
  const isOther = answer.basis.requestId !== connection.requestId;
  return isOther
    ? {
        found: 'gone',
        detail: `It is over; the policy ${answer.basis.policyName} still lets ${person.email} in.`,
      }
    : { found: 'open', detail: `Forward authentication still lets ${person.email} in.` };
}

function unknown(why: string): ProbeResult {
  return { found: 'unknown', detail: `It could not be tried: ${why}.` };
}
