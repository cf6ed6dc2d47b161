import { z } from 'zod';
import { targetStatuses } from '@/lib/core/target/target';
import { authenticationTypes, cloudServiceProviders } from '@/lib/core/target/virtual';
import { id, listOf, targetUsers, time, verbTypes } from './common';
import { connectionAnswer } from './connection';

const nothingOrId = id.or(z.literal(''));
const status = z.enum(targetStatuses);

const common = {
  id,
  name: z.string(),
  status,
  environmentId: id,
  lastAgentUpdate: time.nullable(),
  agentVersion: z.string(),
  region: z.string(),
  agentPublicKey: z.string(),
};
const addresses = {
  proxyEnvironmentId: nothingOrId,
  remoteHost: z.string(),
  remotePort: z.object({ value: z.number().nullable() }),
  localHost: z.string(),
};
const localPort = z.object({ value: z.number().nullable() });
const virtual = { ...common, proxyTargetId: nothingOrId, ...addresses, localPort };
const clusters = {
  allowedClusterUsers: listOf(z.string()),
  allowedClusterGroups: listOf(z.string()),
  validClusterUsers: listOf(z.string()),
};

/** How people sign in to a database. */
export const databaseConfigurationAnswer = z
  .object({
    authenticationType: z.enum(authenticationTypes),
    cloudServiceProvider: z.enum(cloudServiceProviders).nullable(),
    database: z.string().nullable(),
    label: z.string().nullable(),
  })
  .meta({ id: 'DatabaseConfiguration' });

/** The answer of each type of target. */
export const targetAnswers = {
  Bzero: z
    .object({ ...common, allowedTargetUsers: targetUsers, allowedVerbs: verbTypes, controlChannel: z.null() })
    .meta({ id: 'BzeroTarget' }),
  Cluster: z.object({ ...common, ...clusters, controlChannel: z.null() }).meta({ id: 'ClusterTarget' }),
  Db: z
    .object({
      ...virtual,
      splitCert: z.boolean(),
      databaseType: z.string().nullable(),
      allowedTargetUsers: targetUsers,
      databaseAuthenticationConfig: databaseConfigurationAnswer,
    })
    .meta({ id: 'DatabaseTarget' }),
  Web: z.object(virtual).meta({ id: 'WebTarget' }),
  DynamicAccessConfig: z
    .object({
      id,
      name: z.string(),
      environmentId: id,
      startWebhook: z.string(),
      stopWebhook: z.string(),
      healthWebhook: z.string(),
      allowedTargetUsers: targetUsers,
      allowedVerbs: verbTypes,
      status: z.enum(['Online', 'Offline']),
    })
    .meta({ id: 'DynamicAccessConfiguration' }),
} as const;

/** What a change of a cluster answers. */
export const changedClusterAnswer = z.object({ id, name: z.string(), environmentId: id });

export const targetIdAnswer = z.object({ targetId: id });
export const databasesAnswer = z.object({ databases: listOf(z.string()) });

export const sshdAnswer = z
  .object({
    caPublicKeys: listOf(z.string()).describe('The lines of the file for TrustedUserCAKeys.'),
    principals: z
      .record(z.string(), listOf(z.string()))
      .describe('By account: the lines of the file for AuthorizedPrincipalsFile.'),
    sshdConfig: z.string(),
    setupScript: z.string(),
  })
  .meta({ id: 'SshdSetup' });

const agent = z
  .object({
    type: z.string(),
    status,
    lastStatusUpdate: time,
    version: z.string(),
    region: z.string(),
    publicKey: z.string(),
    controlChannel: z.null(),
  })
  .meta({ id: 'ListedAgent' });
const accessDetails = z
  .object({ jit: z.boolean(), accessExpirationTime: time.nullable() })
  .meta({ id: 'AccessDetails' });

const listed = {
  id,
  name: z.string(),
  status,
  environmentId: id,
  environmentName: z.string(),
  agent,
  accessDetails: accessDetails.nullable().describe('Null without access.'),
};
const connections = listOf(connectionAnswer);
const listedVirtual = {
  ...listed,
  proxyAgentId: nothingOrId,
  proxyAgentName: z.string(),
  ...addresses,
  localPort: localPort.nullable(),
  connections,
};
const throughServer = listOf(
  z.object({
    ...listed,
    remoteHost: z.string(),
    remotePort: z.object({ value: z.number() }),
    connections,
  }),
);

/** All targets, grouped by protocol. */
export const allTargetsAnswer = z
  .object({
    Db: listOf(
      z.object({
        ...listedVirtual,
        allowedTargetUsers: targetUsers,
        databaseAuthenticationConfig: databaseConfigurationAnswer,
      }),
    ),
    Kubernetes: listOf(z.object({ ...listed, ...clusters, connections })),
    FileTransfer: listOf(z.object({ ...listed, allowedTargetUsers: targetUsers })),
    Rdp: throughServer,
    Shell: listOf(
      z.object({ ...listed, dynamicAccess: z.boolean(), allowedTargetUsers: targetUsers, connections }),
    ),
    Ssh: listOf(z.object({ ...listed, allowedTargetUsers: targetUsers, connections })),
    SqlServer: throughServer,
    Web: listOf(z.object(listedVirtual)),
  })
  .meta({ id: 'AllTargets' });
