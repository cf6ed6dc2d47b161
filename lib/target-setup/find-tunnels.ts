import { addressBehind } from '@/lib/core/access/connection';
import {
  isHostAddress,
  type TunnelAddress,
  type TunnelFields,
  type TunnelService,
  tunnelPort,
  tunnelVerbs,
} from '@/lib/core/target/tunnel';
import { formatVerb } from '@/lib/core/text/target';
import { findBehind, findReachedThrough } from '@/lib/db/targets/targets';

/** A tunnel through a server: what it leads to, in words too, and its address as seen from there. */
type Tunnel = { name: string; targetId: string; service: TunnelService; to: TunnelAddress };

/** The tunnels through a server: to RDP and SQL Server of itself and of others, and to databases and web apps behind it. */
export async function findTunnels(
  organizationId: string,
  server: TunnelFields & { id: string; name: string },
): Promise<Tunnel[]> {
  const others = await findReachedThrough(organizationId, server.id);
  const own = server.tunnelWay === 'OwnSsh' ? [{ ...server, host: 'localhost' }] : [];
  const toServers = [...own, ...others]
    .filter(({ host }) => isHostAddress(host))
    .flatMap((target) =>
      tunnelVerbs.map((verb) => ({
        name: `${formatVerb(verb)} of ${target.name}`,
        targetId: target.id,
        service: verb,
        to: { host: target.host, port: tunnelPort(verb, target) },
      })),
    );
  const behind = await findBehind(organizationId, { proxyTargetId: server.id });
  const toOthers = behind.flatMap((target) => {
    const { id: targetId, name, type } = target;
    const to = addressBehind(target);
    return to && (type === 'Db' || type === 'Web')
      ? [{ name: `Tunnel to ${name}`, targetId, service: type, to }]
      : [];
  });
  return [...toServers, ...toOthers];
}
