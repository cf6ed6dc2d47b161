import type { z } from 'zod';
import type { OpenedConnection } from '@/lib/connections/open-connection';
import { usualPort, webAddress } from '@/lib/core/access/connection';
import { env } from '@/lib/env';
import type { openedConnectionAnswer } from '../answers/connection';

/**
 * `connections.CreateUniversalConnectionResponse` of the SDK, plus the fields that a client needs to reach the target
 * directly. There is no agent, so the agent's fields are empty.
 */
export function presentOpened({
  connection,
  target,
  basis,
  route,
  isStarting,
}: OpenedConnection): z.output<typeof openedConnectionAnswer> {
  const address = route ?? { host: isStarting ? '' : target.host, port: target.port ?? usualPort(target) };
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
    remoteHost: (target.type === 'Web' ? webAddress(target)?.href : address.host) ?? '',
    remotePort: address.port,
    os: target.os,
    databaseType: target.databaseType,
    serverIdentity: isStarting ? null : (route?.server ?? target).serverIdentity,
    // RDP and SQL Server: the server to tunnel through, the account there, and the address to reach from it
    tunnel: route?.tunnel ? { ...route.tunnel, serverId: route.server.id, account: route.account } : null,
    isStarting,
    jit: basis.kind === 'grant',
    accessExpirationTime: basis.ends?.toISOString() ?? null,
  };
}
