import type { AccessSpec } from '@/lib/core/access/access-spec';
import { usualPort } from '@/lib/core/access/connection';
import { AccessError } from '@/lib/core/error';
import { isHostAddress, isUsable, needsTunnel, tunnelAccount, tunnelPort } from '@/lib/core/target/tunnel';
import { describeNoWay, formatVerb } from '@/lib/core/text/target';
import { database, type Tx } from '@/lib/db/client';
import { findTarget, type ReachableTarget } from '@/lib/db/targets/targets';
import {
  findTargetUserProblem,
  principalFor,
  type TunnelAddress,
  tunnelPrincipal,
} from '@/lib/ssh/principal';

/** The server and the account that a session signs in to with ssh. */
export type SshRoute = {
  /** the target itself, or the server in between */
  server: Pick<ReachableTarget, 'id' | 'name' | 'serverIdentity' | 'sourceAddresses'>;
  host: string;
  port: number;
  account: string;
  /** the only principal of its certificates */
  principal: string;
  /** for RDP and SQL Server, the only address that can be reached from there */
  tunnel: TunnelAddress | null;
};

/**
 * Finds the server and the account that a session signs in to with ssh. Throws `unreachable` if a host is missing or no way to
 * RDP or SQL Server is set, and `user-not-allowed` without a target user or with one that certificates don't support.
 */
export async function findSshRoute(
  organizationId: string,
  target: ReachableTarget,
  { targetUser, verb }: Pick<AccessSpec, 'targetUser' | 'verb'>,
  tx: Tx = database().prisma,
): Promise<SshRoute> {
  if (targetUser === null)
    throw new AccessError('user-not-allowed', `Choose a target user on ${target.name}.`);
  if (!needsTunnel(verb)) {
    const problem = findTargetUserProblem(targetUser);
    if (problem) throw new AccessError('user-not-allowed', problem);
    return {
      ...addressOf(target),
      account: targetUser,
      principal: principalFor(target.id, targetUser),
      tunnel: null,
    };
  }
  if (!isUsable(verb, target)) throw new AccessError('unreachable', describeNoWay(verb, target.name));
  const isOwn = target.tunnelWay === 'OwnSsh';
  const server = isOwn ? target : await findJump(organizationId, target, tx);
  const host = isOwn ? 'localhost' : addressOf(target).host;
  if (!server || !isHostAddress(host)) {
    const message = `zli can’t reach ${formatVerb(verb)} on ${target.name}. Ask an admin to correct how zli reaches it, in the console under Targets.`;
    throw new AccessError('unreachable', message);
  }
  return {
    ...addressOf(server),
    account: tunnelAccount,
    principal: tunnelPrincipal(target.id, verb),
    tunnel: { host: host.replace(/^\[(.*)\]$/, '$1'), port: tunnelPort(verb, target) },
  };
}

async function findJump(
  organizationId: string,
  { jumpTargetId }: ReachableTarget,
  tx: Tx,
): Promise<ReachableTarget | null> {
  return jumpTargetId === null ? null : findTarget(organizationId, jumpTargetId, tx);
}

function addressOf(server: ReachableTarget): Pick<SshRoute, 'server' | 'host' | 'port'> {
  if (server.host === null) {
    const message = `${server.name} has no host. Ask an admin to add it in the console, under Targets.`;
    throw new AccessError('unreachable', message);
  }
  return { server, host: server.host, port: server.port ?? usualPort(server) ?? 22 };
}
