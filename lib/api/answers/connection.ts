import { z } from 'zod';
import { id, listOf, targetType, time, verb } from './common';

const state = z.enum(['Open', 'Closed']);

export const connectionAnswer = z
  .object({
    id,
    timeCreated: time,
    state,
    targetID: id,
    targetType,
    subjectId: id,
    targetName: z.string(),
    targetUser: z.string(),
    targetGroups: listOf(z.string()),
    remoteHost: z.string(),
    remotePort: z.number(),
    spaceId: z.string(),
    sessionRecordingAvailable: z.boolean(),
    sessionRecording: z.boolean(),
    inputRecording: z.boolean(),
    scpOnly: z.boolean(),
  })
  .meta({ id: 'Connection' });

export const connectionIdAnswer = z.object({ connectionId: id });

const accessExpirationTime = time.nullable().describe('When the access ends; null for standing access.');

export const openedConnectionAnswer = z
  .object({
    connectionId: id,
    targetId: id,
    targetName: z.string(),
    targetUser: z.string(),
    targetType,
    verbType: verb.or(z.literal('')),
    agentPublicKey: z.string(),
    agentVersion: z.string(),
    connectionAuthDetails: z.object({
      connectionNodeId: z.string(),
      authToken: z.string(),
      connectionServiceUrl: z.string(),
      region: z.string(),
    }),
    sshScpOnly: z.boolean(),
    splitCert: z.boolean(),
    isPasswordless: z.boolean(),
    targetGroups: listOf(z.string()),
    environmentName: z.string(),
    remoteHost: z.string(),
    remotePort: z.number().nullable(),
    os: z.string().nullable(),
    databaseType: z.string().nullable(),
    serverIdentity: z.string().nullable().describe('What the client checks the target by.'),
    tunnel: z
      .object({
        host: z.string(),
        port: z.number(),
        serverId: id,
        serverName: z.string(),
        account: z.string(),
        identity: z.string().nullable().describe('What the client checks a database by, through the tunnel.'),
        url: z.string().nullable().describe('Of a web app: its address as seen from the server.'),
        localPort: z.number().nullable().describe('The local port to use; null for any free one.'),
      })
      .nullable()
      .describe(
        'Of RDP, SQL Server, and a database or web app behind a server: that server, which is at remoteHost, and the address to reach from there.',
      ),
    isStarting: z
      .boolean()
      .describe(
        'Whether a machine is started for it: GET connections/dynamic-access/{id} says when it is there.',
      ),
    jit: z.boolean(),
    accessExpirationTime,
  })
  .meta({ id: 'OpenedConnection' });

export const dynamicConnectionAnswer = z
  .object({
    id,
    connectionState: z
      .enum(['Open', 'Closed', 'Error', 'Pending'])
      .describe('Pending until the machine has registered, Error if it could not be started.'),
    dynamicAccessTargetState: z.enum([
      'Starting',
      'Started',
      'StartError',
      'Stopping',
      'Stopped',
      'StopError',
    ]),
    provisioningServerUniqueId: z.string().describe('Empty until the machine was started.'),
    provisioningServerErrorMessage: z.string(),
    remoteHost: z.string().describe('Where the machine is; empty until it has registered.'),
    remotePort: z.number(),
    serverIdentity: z.string().nullable().describe('The host keys of the machine.'),
  })
  .meta({ id: 'DynamicAccessConnection' });

export const credentialAnswer = z
  .object({
    certificate: z.string(),
    authority: z.string().optional().describe('Of X.509: the certificate of the authority.'),
    principals: listOf(z.string()).optional().describe('Of SSH.'),
    serial: z.string(),
    validAfter: time,
    validBefore: time,
  })
  .meta({ id: 'Credential' });

export const watchedConnectionAnswer = z
  .object({
    state,
    accessExpirationTime,
    closeReason: z.enum(['access-ended', 'policy-edited', 'closed', 'quiet']).nullable(),
    message: z.string().nullable(),
  })
  .meta({ id: 'WatchedConnection' });
