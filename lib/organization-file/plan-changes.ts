import type { InputError } from '@/lib/core/error';
import type { OrganizationSnapshot } from '@/lib/db/policies/organization-snapshot';
import type { IdUse } from '@/lib/db/policies/uses-of-ids';
import type { FileContents } from './check-shape';
import { Ids } from './ids';
import { type EnvironmentPlan, planEnvironments } from './plan-environments';
import { type GroupPlan, planGroups } from './plan-groups';
import { type PolicyPlan, planPolicies } from './plan-policies';
import { planTargets, type TargetPlan } from './plan-targets';
import { planUsers, type UserPlan } from './plan-users';

/** The changes that make an organization match a file. Nothing is ever deleted. */
export type Plan = {
  users: UserPlan;
  groups: GroupPlan;
  environments: EnvironmentPlan;
  targets: TargetPlan;
  policies: PolicyPlan;
};

/**
 * Compares a file with an organization. Pure except for new ids. Don't carry out a plan that has errors.
 *
 * @param uses what the database has under the ids of the file
 */
export function planChanges(
  file: FileContents,
  stored: OrganizationSnapshot,
  uses: readonly IdUse[],
): { plan: Plan; faults: InputError[] } {
  const ids = new Ids(uses);
  const users = planUsers(file.users, stored.users, ids);
  const groups = planGroups(file.groups, file.policies.entries, stored.groups);
  const environments = planEnvironments(file.environments, stored.environments, ids);
  const targets = planTargets(file.targets, stored.targets, environments, ids);
  const lookUps = {
    user: users.lookUp,
    groupId: groups.idOf,
    environment: environments.lookUp,
    target: targets.lookUp,
  };
  const policies = planPolicies(file.policies, stored.policies, lookUps, ids);
  const planFaults = [users, environments, targets, groups, policies, ids].flatMap(({ faults }) => faults);
  return {
    plan: {
      users: users.plan,
      groups: groups.plan,
      environments: environments.plan,
      targets: targets.plan,
      policies: policies.plan,
    },
    faults: [...file.faults, ...planFaults.filter((fault) => !isReported(fault, file.faults))],
  };
}

/** Whether the key already has an error, for which it was left out. */
function isReported({ path }: InputError, reported: readonly InputError[]): boolean {
  const keyOf = (at: string) => /^\w+\[\d+\]\.\w+/.exec(at)?.[0] ?? at;
  return reported.some((fault) => keyOf(fault.path) === keyOf(path));
}

/** How many things a plan creates and changes. */
export function countChanges(plan: Plan): { created: number; changed: number } {
  const { users, groups, environments, targets, policies } = plan;
  const created = [users, groups, environments, targets, policies].map(({ added }) => added);
  const changed = [users.roles, groups.aliased, environments.changed, targets.changed, policies.changed];
  const sum = (lists: readonly unknown[][]) => lists.reduce((total, { length }) => total + length, 0);
  return { created: sum(created), changed: sum(changed) };
}
