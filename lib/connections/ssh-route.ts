import type { AccessSpec } from '@/lib/core/access/access-spec';
import { addressBehind, usualPort } from '@/lib/core/access/connection';
import { AccessError } from '@/lib/core/error';
import { hasVerbs } from '@/lib/core/target/target';
import {
  isHostAddress,
  isUsable,
  needsTunnel,
  type TunnelAddress,
  tunnelAccount,
  tunnelPort,
} from '@/lib/core/target/tunnel';
import { describeNoWay, describeWrongProxy, formatVerb } from '@/lib/core/text/target';
import { database, type Tx } from '@/lib/db/client';
import { findTarget, type ReachableTarget } from '@/lib/db/targets/targets';
import { findTargetUserProblem, principalFor, tunnelPrincipal } from '@/lib/ssh/principal';

/** The server and the account that a session signs in to with ssh. */
export type SshRoute = {
  /** the target itself, or the server in between */
  server: Pick<ReachableTarget, 'id' | 'name' | 'serverIdentity' | 'sourceAddresses'>;
  host: string;
  port: number;
  account: string;
  /** the only principal of its certificates */
  principal: string;
  /** the only address that can be reached from there; null for a session on the server itself */
  tunnel: TunnelAddress | null;
};

/**
 * Finds the server and the account that a session signs in to with ssh; null if it needs none: a cluster, and a database or
 * web app that is behind no server. Throws `unreachable` if a host is missing, no way to RDP or SQL Server is set, or the
 * proxy is no server in use, and `user-not-allowed` without a target user or with one that certificates don't support.
 */
export async function findSshRoute(
  organizationId: string,
  target: ReachableTarget,
  { targetUser, verb }: Pick<AccessSpec, 'targetUser' | 'verb'>,
  tx: Tx = database().prisma,
): Promise<SshRoute | null> {
  if (!hasVerbs(target.type)) return findRouteBehind(organizationId, target, tx);
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
  const server = isOwn ? target : await findServer(organizationId, target.jumpTargetId, tx);
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

/** The tunnel to a database or web app through the server that is its proxy; null without a proxy. */
async function findRouteBehind(
  organizationId: string,
  target: ReachableTarget,
  tx: Tx,
): Promise<SshRoute | null> {
  const { id, name, type, proxyTargetId, proxyTargetName } = target;
  if (proxyTargetId === null || (type !== 'Db' && type !== 'Web')) return null;
  const server = await findServer(organizationId, proxyTargetId, tx);
  if (server?.type !== 'Bzero')
    throw new AccessError('unreachable', describeWrongProxy(name, proxyTargetName, server !== null));
  const tunnel = addressBehind(target);
  if (tunnel === null) {
    const message = `${name} has no host and port that ${server.name} could reach. Ask an admin to correct them in the console, under Targets.`;
    throw new AccessError('unreachable', message);
  }
  return { ...addressOf(server), account: tunnelAccount, principal: tunnelPrincipal(id, type), tunnel };
}

async function findServer(
  organizationId: string,
  id: string | null,
  tx: Tx,
): Promise<ReachableTarget | null> {
  return id === null ? null : findTarget(organizationId, id, tx);
}

function addressOf(server: ReachableTarget): Pick<SshRoute, 'server' | 'host' | 'port'> {
  if (server.host === null) {
    const message = `${server.name} has no host. Ask an admin to add it in the console, under Targets.`;
    throw new AccessError('unreachable', message);
  }
  return { server, host: server.host, port: server.port ?? usualPort(server) ?? 22 };
}
