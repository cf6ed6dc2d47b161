import { generateKeyPairSync } from 'node:crypto';
import { readAuthorityKey } from '@/lib/certificates/find-or-create-authority';
import { certificateKeyId } from '@/lib/certificates/sign-credential';
import { findServerOf } from '@/lib/connections/machine';
import { findSshRoute } from '@/lib/connections/ssh-route';
import { type ConnectionView, usualPort } from '@/lib/core/access/connection';
import { evaluateAccess } from '@/lib/core/access/entitlement';
import { AccessError } from '@/lib/core/error';
import { databaseProtocol, hasVerbs } from '@/lib/core/target/target';
import { describeBehind } from '@/lib/core/text/target';
import {
  type AuthorityRow,
  findAuthority,
  findLastCredential,
  type LastCredential,
} from '@/lib/db/connections/credentials';
import { findMachine } from '@/lib/db/connections/machines';
import { findEntitlements } from '@/lib/db/policies/entitlements';
import { findTarget, type ReachableTarget } from '@/lib/db/targets/targets';
import { readAuthority } from '@/lib/ssh/authority';
import { signUserCertificate } from '@/lib/ssh/certificate';
import { readPublicKey } from '@/lib/ssh/public-key';
import { hostKeysOf } from '@/lib/target-setup/host-keys';
import { findProbeAddress, type ProbeAddress } from '@/lib/target-setup/probe-address';
import { probeCluster } from '@/lib/target-setup/probe-cluster';
import { probePostgres } from '@/lib/target-setup/probe-postgres';
import {
  acceptedResult,
  type ProbeResult,
  refusedResult,
  unknownResult,
} from '@/lib/target-setup/probe-result';
import { probeSsh } from '@/lib/target-setup/probe-ssh';
import { readX509Authority } from '@/lib/x509/authority';
import { signClientCertificate } from '@/lib/x509/client-certificate';

/**
 * Probes whether a target still accepts the last certificate of ended access. The probe certificate has the same
 * serial, names and validity, so a host treats both alike and one revocation covers both. It is for a new key that is
 * not stored, and can't run commands.
 */
export async function probeTarget(
  { organizationId, requestId }: { organizationId: string; requestId: string },
  connection: ConnectionView,
): Promise<ProbeResult> {
  const { type, host, name } = connection.target;
  const target = await findTarget(organizationId, connection.target.id);
  const isBehind = target !== null && target.proxyTargetId !== null;
  const usesSsh = hasVerbs(type) || isBehind;
  const credential = await findLastCredential(requestId, usesSsh ? 'Ssh' : 'X509');
  const authority = credential && (await findAuthority(organizationId, credential.authorityId));
  const server = usesSsh &&
    credential &&
    authority &&
    target && { connection, credential, authority, target };
  if (isBehind) return probeBehind(organizationId, target, connection, server || null);
  if (type === 'Web') return probeForwardAuth(organizationId, connection);
  if (!credential) return unknownResult('no certificate was issued');
  if (!authority || !target) return { outcome: 'refused', detail: `${name} is archived.` };
  if (server) return probeServer(organizationId, server);
  const port = connection.target.port ?? usualPort(connection.target);
  if (host === null || port === null) return unknownResult(`${name} has no address`);
  const at = await findProbeAddress(host, port);
  if (typeof at === 'string') return unknownResult(at);
  return probeTls({ connection, credential, authority, at, serverIdentity: target.serverIdentity });
}

type Probe = {
  connection: ConnectionView;
  credential: LastCredential;
  authority: AuthorityRow;
  at: ProbeAddress;
  serverIdentity: string | null;
};

type ServerProbe = Omit<Probe, 'at' | 'serverIdentity'> & { target: ReachableTarget };

/**
 * Probes what this console can reach of a database or web app behind a server: the tunnel, and the forward authentication
 * of a web app. A refused tunnel says nothing of the certificate for the database itself.
 */
async function probeBehind(
  organizationId: string,
  { type, name, proxyTargetName }: ReachableTarget,
  connection: ConnectionView,
  probe: ServerProbe | null,
): Promise<ProbeResult> {
  const tunnel = probe && (await probeServer(organizationId, probe));
  if (tunnel && tunnel.outcome !== 'refused') return tunnel;
  if (type === 'Db') return unknownResult(describeBehind(name, proxyTargetName));
  const pass = await probeForwardAuth(organizationId, connection);
  return pass.outcome === 'refused' ? (tunnel ?? pass) : pass;
}

async function probeServer(organizationId: string, probe: ServerProbe): Promise<ProbeResult> {
  const { connection, credential, authority, target } = probe;
  const about = { organizationId, connectionId: connection.id };
  if ((await findMachine(about))?.state === 'Stopped')
    return { outcome: 'refused', detail: `The machine of the session on ${target.name} was stopped.` };
  const route = await findServerOf(about, target)
    .then((server) => findSshRoute(organizationId, server, connection))
    .catch(toAccessErrorOnly);
  if (route instanceof AccessError) return unknownResult(route.message.replace(/\.$/, ''));
  if (!route) throw new Error('no ssh leads to the target');
  const at = await findProbeAddress(route.host, route.port);
  if (typeof at === 'string') return unknownResult(at);
  const result = await probeSsh({
    at,
    user: route.account,
    hostKeys: hostKeysOf(route.server.serverIdentity),
    certificatesFor: (line) => {
      const subject = readPublicKey(line);
      if ('refused' in subject) throw new Error(subject.refused);
      const { serial, validAfter, validBefore } = credential;
      const certificate = signUserCertificate({
        authority: readAuthority(readAuthorityKey(authority)),
        subject,
        serial,
        keyId: `${certificateKeyId(connection.requestId, connection.person.email)} probe`,
        principals: [route.principal],
        validAfter,
        validBefore,
        criticalOptions: { 'force-command': 'exit 0' },
        extensions: [],
      });
      return [certificate];
    },
  });
  switch (result.outcome) {
    case 'refused':
      return refusedResult(at);
    case 'accepted':
      return acceptedResult(at);
    case 'unreachable':
      return unknownResult(result.cause);
  }
}

async function probeTls(probe: Probe): Promise<ProbeResult> {
  const { connection, credential, authority, at, serverIdentity } = probe;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { serial, validAfter, validBefore } = credential;
  const certificate = await signClientCertificate({
    authority: await readX509Authority({
      certificate: authority.publicPart,
      privateKey: readAuthorityKey(authority),
    }),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    commonName: connection.targetUser ?? '',
    organizations: [...connection.targetGroups],
    serial,
    validAfter,
    validBefore,
  });
  const login = {
    at,
    user: connection.targetUser ?? '',
    certificate,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    serverCa: serverIdentity,
  };
  if (connection.target.type === 'Cluster') return probeCluster(login);
  if (databaseProtocol(connection.target.databaseType) === 'postgres') return probePostgres(login);
  return unknownResult(`checks don't support ${connection.target.databaseType ?? 'this type of database'}`);
}

async function probeForwardAuth(organizationId: string, connection: ConnectionView): Promise<ProbeResult> {
  const { person, target } = connection;
  const found = await findEntitlements({ organizationId, userId: person.id, targetId: target.id });
  const [current] = found.targets;
  const answer = current && evaluateAccess(current.entitlements, current.type, connection, found.now);
  if (!answer?.allowed) return { outcome: 'refused', detail: 'Forward authentication refuses access.' };
  // Another request or standing access may still allow it.
  const isOther = answer.basis.requestId !== connection.requestId;
  return isOther
    ? {
        outcome: 'refused',
        detail: `This access has ended; the policy ${answer.basis.policyName} still gives ${person.email} access.`,
      }
    : { outcome: 'accepted', detail: `Forward authentication still allows ${person.email}.` };
}

function toAccessErrorOnly(error: unknown): AccessError {
  if (error instanceof AccessError) return error;
  throw error;
}
