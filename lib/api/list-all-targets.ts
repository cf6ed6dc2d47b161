import { listEntitledTargets } from '@/lib/access/list-entitled-targets';
import { listConnections } from '@/lib/connections/list-connections';
import type { Context } from '@/lib/context';
import type { ConnectionView } from '@/lib/core/access/connection';
import { targetTypes } from '@/lib/core/target/target';
import { type CoveredTarget, listCoveredTargets, toCoveredTarget } from '@/lib/targets/list-covered-targets';
import { type ListedTarget, presentAllTargets } from './presenters/target';

/**
 * `GET /api/v2/targets`: the targets that the caller (or another person, for admins) has access to now, with their
 * connections. With `all`, every target of the organization, for admins only.
 */
export async function listAllTargets(
  ctx: Context,
  filter: { all: boolean; userEmail: string | undefined; states: readonly string[] },
) {
  const person = filter.userEmail === undefined ? {} : { userEmail: filter.userEmail };
  const { targets: entitled, now } = await listEntitledTargets(ctx, person);
  const { connections } = await listConnections(ctx, {
    ...person,
    states: filter.states.length > 0 ? filter.states : ['Open'],
    pageSize: 1000,
  });
  const byId = new Map(entitled.map((target) => [target.id, target.entitlements]));
  const targets = filter.all
    ? await listCoveredTargets(ctx, { types: [...targetTypes] })
    : entitled.map(toCoveredTarget);
  return presentAllTargets(
    targets.map((target) => withConnections(target, byId.get(target.id) ?? [], connections)),
    now,
  );
}

function withConnections(
  target: CoveredTarget,
  entitlements: ListedTarget['entitlements'],
  connections: readonly ConnectionView[],
): ListedTarget {
  return { ...target, entitlements, connections: connections.filter((one) => one.target.id === target.id) };
}
