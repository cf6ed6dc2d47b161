import type { OpenedConnection } from '@/lib/connections/open-connection';
import { usualPort, webAddress } from '@/lib/core/access/connection';
import { env } from '@/lib/env';

/**
 * `connections.CreateUniversalConnectionResponse` of the SDK, plus the fields that a client needs to reach the target
 * directly. There is no agent, so the agent's fields are empty.
 */
export function presentOpened({ connection, target, basis }: OpenedConnection) {
  return {
    connectionId: connection.id,
    targetId: target.id,
    targetName: target.name,
    targetUser: connection.targetUser ?? '',
    targetType: target.type,
    verbType: connection.verb ?? '',
    agentPublicKey: '',
    agentVersion: '',
    connectionAuthDetails: {
      connectionNodeId: '',
      authToken: '',
      connectionServiceUrl: env().publicUrl.origin,
      region: '',
    },
    sshScpOnly: connection.verb === 'FileTransfer',
    splitCert: target.type === 'Db',
    isPasswordless: target.type === 'Db',
    targetGroups: connection.targetGroups,
    environmentName: target.environment,
    remoteHost: (target.type === 'Web' ? webAddress(target)?.href : target.host) ?? '',
    remotePort: target.port ?? usualPort(target),
    os: target.os,
    databaseType: target.databaseType,
    serverIdentity: target.serverIdentity,
    jit: basis.kind === 'grant',
    accessExpirationTime: basis.ends?.toISOString() ?? null,
  };
}
