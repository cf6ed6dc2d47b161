import type { Api } from '../http/api';
import type { ListedTarget, TargetLists } from '../targets/target-lists';
import type { PolicyNames } from './draw-policies';

/** Fetches the names of all users, environments and targets. */
export async function fetchNames(api: Api): Promise<PolicyNames> {
  const [users, environments, lists] = await Promise.all([
    api.get<{ id: string; email: string }[]>('users'),
    api.get<{ id: string; name: string }[]>('environments'),
    api.get<TargetLists>('targets', { allTargetsInOrg: true }),
  ]);
  const targets: ListedTarget[] = Object.values(lists).flat();
  return {
    users: new Map(users.map(({ id, email }) => [id, email])),
    environments: new Map(environments.map(({ id, name }) => [id, name])),
    targets: new Map(targets.map(({ id, name }) => [id, name])),
  };
}
