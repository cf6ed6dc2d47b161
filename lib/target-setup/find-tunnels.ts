import {
  isHostAddress,
  type TunnelFields,
  type TunnelVerb,
  tunnelPort,
  tunnelVerbs,
} from '@/lib/core/target/tunnel';
import { findReachedThrough } from '@/lib/db/targets/targets';
import type { TunnelAddress } from '@/lib/ssh/principal';

/** RDP or SQL Server of a target, and its address as seen from the server that it is reached through. */
export type Tunnel = { targetId: string; targetName: string; verb: TunnelVerb; to: TunnelAddress };

/** What is reached through a server: RDP and SQL Server of itself, and of other targets. */
export async function findTunnels(
  organizationId: string,
  server: TunnelFields & { id: string; name: string },
): Promise<Tunnel[]> {
  const others = await findReachedThrough(organizationId, server.id);
  const own = server.tunnelWay === 'OwnSsh' ? [{ ...server, host: 'localhost' }] : [];
  return [...own, ...others]
    .filter(({ host }) => isHostAddress(host))
    .flatMap((target) =>
      tunnelVerbs.map((verb) => ({
        targetId: target.id,
        targetName: target.name,
        verb,
        to: { host: target.host, port: tunnelPort(verb, target) },
      })),
    );
}
