import type { z } from 'zod';
import { type ConnectionView, usualPort } from '@/lib/core/access/connection';
import { type Entitlement, isCurrent } from '@/lib/core/access/entitlement';
import type { TargetType, Verb } from '@/lib/core/target/target';
import { type TunnelVerb, tunnelPort } from '@/lib/core/target/tunnel';
import { cloudDatabases, cloudServiceProviders, splitCertDatabases } from '@/lib/core/target/virtual';
import type { CoveredTarget } from '@/lib/targets/list-covered-targets';
import type { allTargetsAnswer, databaseConfigurationAnswer, targetAnswers } from '../answers/target';
import { presentConnection } from './connection';

type Target = Omit<CoveredTarget, 'sourceAddresses' | 'webhooks'>;
type DatabaseConfiguration = z.output<typeof databaseConfigurationAnswer>;

const named = (users: readonly string[]) => users.map((userName) => ({ userName }));

/** What is said about an agent: there is none. */
const noAgent = 'n/a';

/** `targets.Target` of the SDK, common to all types. */
function common(target: Target) {
  return {
    id: target.id,
    name: target.name,
    status: target.status,
    environmentId: target.environmentId,
    lastAgentUpdate: target.lastContactAt?.toISOString() ?? null,
    agentVersion: noAgent,
    region: noAgent,
    agentPublicKey: noAgent,
  };
}

function virtual(target: Target) {
  return {
    ...common(target),
    proxyTargetId: target.proxyTargetId ?? '',
    ...addressesOf(target),
    localPort: { value: target.localPort },
  };
}

/** The addresses of a database or web app. One that the console registered has its own environment as its proxy. */
function addressesOf(target: Target) {
  const { proxyTargetId, proxyEnvironmentId, environmentId } = target;
  return {
    proxyEnvironmentId: proxyEnvironmentId ?? (proxyTargetId === null ? environmentId : ''),
    remoteHost: target.host ?? '',
    // A database in GCP has no port, which BastionZero's clients write as 0.
    remotePort: { value: target.port ?? (target.cloudServiceProvider === 'GCP' ? 0 : usualPort(target)) },
    localHost: target.localHost ?? 'localhost',
  };
}

/** People sign in with certificates to a database that the console registered. */
function authenticationOf(target: Target): DatabaseConfiguration {
  const { authenticationType, authenticationLabel, cloudServiceProvider, databaseType } = target;
  return {
    authenticationType: authenticationType ?? 'SplitCert',
    cloudServiceProvider,
    database: databaseType,
    label: authenticationType === null ? databaseType : authenticationLabel,
  };
}

/** The configurations of databases that BastionZero's clients can set. They refuse the name of MariaDB. */
export const databaseConfigurations: readonly DatabaseConfiguration[] = [
  { authenticationType: 'Default', cloudServiceProvider: null, database: null, label: 'None' },
  ...splitCertDatabases
    .filter((database) => database !== 'MariaDB')
    .map((database) => ({
      authenticationType: 'SplitCert' as const,
      cloudServiceProvider: null,
      database,
      label: database,
    })),
  ...cloudServiceProviders.flatMap((cloudServiceProvider) =>
    cloudDatabases(cloudServiceProvider).map((database) => ({
      authenticationType: 'ServiceAccountInjection' as const,
      cloudServiceProvider,
      database,
      label: `${cloudServiceProvider} ${database}`,
    })),
  ),
];

/** A target as `GET /api/v2/targets/{type}` returns it. */
export function presentTarget(
  target: Target & Pick<CoveredTarget, 'webhooks'>,
): z.output<(typeof targetAnswers)[TargetType]> {
  switch (target.type) {
    case 'Bzero':
      return {
        ...common(target),
        allowedTargetUsers: named(target.targetUsers),
        allowedVerbs: target.verbs.map((type) => ({ type })),
        controlChannel: null,
      };
    case 'Cluster':
      return {
        ...common(target),
        allowedClusterUsers: target.targetUsers,
        allowedClusterGroups: target.targetGroups,
        validClusterUsers: target.targetUsers,
        controlChannel: null,
      };
    case 'Db':
      return {
        ...virtual(target),
        splitCert: (target.authenticationType ?? 'SplitCert') === 'SplitCert',
        databaseType: target.databaseType,
        allowedTargetUsers: named(target.targetUsers),
        databaseAuthenticationConfig: authenticationOf(target),
      };
    case 'Web':
      return virtual(target);
    case 'DynamicAccessConfig':
      return {
        id: target.id,
        name: target.name,
        environmentId: target.environmentId,
        ...(target.webhooks ?? { startWebhook: '', stopWebhook: '', healthWebhook: '' }),
        allowedTargetUsers: named(target.targetUsers),
        allowedVerbs: target.verbs.map((type) => ({ type })),
        status: target.status === 'Online' ? 'Online' : 'Offline',
      };
  }
}

/** A target in the list of all targets, with the person's entitlements and connections. */
export type ListedTarget = Target & {
  entitlements: readonly Entitlement[];
  connections: readonly ConnectionView[];
};

/** `GET /api/v2/targets`: the targets grouped by protocol. */
export function presentAllTargets(
  targets: readonly ListedTarget[],
  now: Date,
): z.output<typeof allTargetsAnswer> {
  const servers = targets.filter(({ type }) => type === 'Bzero' || type === 'DynamicAccessConfig');
  const withVerb = (verb: Verb) => servers.filter(({ verbs }) => verbs.includes(verb));
  const ofType = (type: TargetType) => targets.filter((target) => target.type === type);
  return {
    Db: ofType('Db').map((target) => ({
      ...disambiguatedVirtual(target, now),
      allowedTargetUsers: named(target.targetUsers),
      connections: connectionsOf(target, null),
      databaseAuthenticationConfig: authenticationOf(target),
    })),
    Kubernetes: ofType('Cluster').map((target) => ({
      ...disambiguated(target, null, now),
      allowedClusterUsers: target.targetUsers,
      allowedClusterGroups: target.targetGroups,
      validClusterUsers: target.targetUsers,
      connections: connectionsOf(target, null),
    })),
    FileTransfer: withVerb('FileTransfer').map((target) => ({
      ...disambiguated(target, 'FileTransfer', now),
      allowedTargetUsers: usersWith(target, 'FileTransfer'),
    })),
    Rdp: withVerb('RDP').map((target) => remote(target, 'RDP', now)),
    Shell: withVerb('Shell').map((target) => ({
      ...disambiguated(target, 'Shell', now),
      dynamicAccess: target.type === 'DynamicAccessConfig',
      allowedTargetUsers: usersWith(target, 'Shell'),
      connections: connectionsOf(target, 'Shell'),
    })),
    Ssh: withVerb('Tunnel').map((target) => ({
      ...disambiguated(target, 'Tunnel', now),
      allowedTargetUsers: usersWith(target, 'Tunnel'),
      connections: connectionsOf(target, 'Tunnel'),
    })),
    SqlServer: withVerb('SQLServer').map((target) => remote(target, 'SQLServer', now)),
    Web: ofType('Web').map((target) => ({
      ...disambiguatedVirtual(target, now),
      connections: connectionsOf(target, null),
    })),
  };
}

function disambiguated(target: ListedTarget, verb: Verb | null, now: Date) {
  const { id, name, status, environmentId, environment: environmentName } = target;
  const agentType = target.type === 'Cluster' ? 'Cluster' : (target.os ?? 'Linux');
  return {
    id,
    name,
    status,
    environmentId,
    environmentName,
    // There is no agent. The original client reads the operating system from it. A server's last contact is the time of
    // its status, and that of others is now.
    agent: {
      type: agentType,
      status,
      lastStatusUpdate: (target.lastContactAt ?? now).toISOString(),
      version: '',
      region: '',
      publicKey: '',
      controlChannel: null,
    },
    accessDetails: accessDetails(target, verb, now),
  };
}

/** Whether the access is just-in-time, and until when; null without access. */
function accessDetails({ entitlements }: ListedTarget, verb: Verb | null, now: Date) {
  const live = entitlements.filter(
    (one) => isCurrent(one, now) && (verb === null || one.verbs.includes(verb)),
  );
  if (live.length === 0) return null;
  const latest = Math.max(...live.map(({ ends }) => ends?.getTime() ?? Number.POSITIVE_INFINITY));
  return {
    jit: live.every(({ kind }) => kind === 'grant'),
    accessExpirationTime: Number.isFinite(latest) ? new Date(latest).toISOString() : null,
  };
}

function disambiguatedVirtual(target: ListedTarget, now: Date) {
  return {
    ...disambiguated(target, null, now),
    proxyAgentId: target.proxyTargetId ?? '',
    proxyAgentName: target.proxyTargetName ?? '',
    ...addressesOf(target),
    localPort: target.localPort === null ? null : { value: target.localPort },
  };
}

function remote(target: ListedTarget, verb: TunnelVerb, now: Date) {
  return {
    ...disambiguated(target, verb, now),
    remoteHost: target.host ?? '',
    remotePort: { value: tunnelPort(verb, target) },
    connections: connectionsOf(target, verb),
  };
}

function usersWith({ entitlements, targetUsers }: ListedTarget, verb: Verb) {
  if (entitlements.length === 0) return named(targetUsers);
  const users = entitlements.filter(({ verbs }) => verbs.includes(verb)).flatMap((one) => one.targetUsers);
  return named([...new Set(users)]);
}

function connectionsOf({ connections }: ListedTarget, verb: Verb | null) {
  return connections.filter((one) => verb === null || one.verb === verb).map(presentConnection);
}
