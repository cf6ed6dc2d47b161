import { listEntitledTargets } from '@/lib/access/list-entitled-targets';
import { listConnections } from '@/lib/connections/list-connections';
import type { Context } from '@/lib/context';
import type { ConnectionView } from '@/lib/core/access/connection';
import { targetTypes } from '@/lib/core/target/target';
import { type CoveredTarget, covered, listCoveredTargets } from '@/lib/targets/list-covered-targets';
import { type ListedTarget, presentAllTargets } from './presenters/target';

/**
 * `GET /api/v2/targets`: what the caller, or for admins somebody else, has access to now, with the
 * connections that they have there. With `all` every target of the organization, for admins.
 */
export async function listAllTargets(
  ctx: Context,
  asked: { all: boolean; userEmail: string | undefined; states: readonly string[] },
) {
  const whose = asked.userEmail === undefined ? {} : { userEmail: asked.userEmail };
  const { targets: held, now } = await listEntitledTargets(ctx, whose);
  const { connections } = await listConnections(ctx, {
    ...whose,
    ...(asked.states.length === 1 && { state: asked.states[0] }),
    ...(asked.states.length === 0 && { state: 'Open' }),
    pageSize: 1000,
  });
  const byId = new Map(held.map((target) => [target.id, target.entitlements]));
  const shown = asked.all ? await listCoveredTargets(ctx, { types: [...targetTypes] }) : held.map(covered);
  return presentAllTargets(
    shown.map((target) => listed(target, byId.get(target.id) ?? [], connections)),
    now,
  );
}

function listed(
  target: CoveredTarget,
  entitlements: ListedTarget['entitlements'],
  connections: readonly ConnectionView[],
): ListedTarget {
  return { ...target, entitlements, connections: connections.filter((one) => one.target.id === target.id) };
}
