import type { z } from 'zod';
import type { OpenedConnection } from '@/lib/connections/open-connection';
import { usualPort, webAddress } from '@/lib/core/access/connection';
import { hasVerbs } from '@/lib/core/target/target';
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
    remoteHost: (target.type === 'Web' && !route ? webAddress(target)?.href : address.host) ?? '',
    remotePort: address.port,
    os: target.os,
    databaseType: target.databaseType,
    serverIdentity: isStarting ? null : (route?.server ?? target).serverIdentity,
    tunnel: presentTunnel({ target, route }),
    isStarting,
    jit: basis.kind === 'grant',
    accessExpirationTime: basis.ends?.toISOString() ?? null,
  };
}

/** The server to go through, the account there, and what to reach from it; null without a tunnel. */
function presentTunnel({ target, route }: Pick<OpenedConnection, 'target' | 'route'>) {
  if (!route?.tunnel) return null;
  return {
    ...route.tunnel,
    serverId: route.server.id,
    serverName: route.server.name,
    account: route.account,
    identity: hasVerbs(target.type) ? null : target.serverIdentity,
    url: target.type === 'Web' ? (webAddress(target)?.href ?? null) : null,
    localPort: target.localPort,
  };
}
