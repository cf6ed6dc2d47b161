import type { InputError } from '@/lib/core/error';
import type { OrganizationSnapshot } from '@/lib/db/policies/organization-snapshot';
import type { FileContents } from './check-shape';
import { planGroups } from './plan-groups';
import { type PolicyPlan, planPolicies } from './plan-policies';
import { planEnvironments, planTargets, type TargetPlan } from './plan-targets';
import { planUsers, type UserPlan } from './plan-users';

type Named = { id: string; name: string };

/** The changes that make an organization match a file. Nothing is ever deleted. */
export type Plan = {
  users: UserPlan;
  groups: Named[];
  environments: Named[];
  targets: TargetPlan;
  policies: PolicyPlan;
};

/** Compares a file with an organization. Pure except for new ids. Don't carry out a plan that has errors. */
export function planChanges(
  file: FileContents,
  stored: OrganizationSnapshot,
): { plan: Plan; faults: InputError[] } {
  const users = planUsers(file.users, stored.users);
  const groups = planGroups(file.policies.entries, stored.groups);
  const environments = planEnvironments(file.environments, stored.environments);
  const targets = planTargets(file.targets, stored.targets, environments);
  const policies = planPolicies(file.policies, stored.policies, {
    user: users.lookUp,
    groupId: groups.idOf,
    environment: environments.lookUp,
    target: targets.lookUp,
  });
  const planFaults = [users, environments, targets, groups, policies].flatMap(({ faults }) => faults);
  return {
    plan: {
      users: users.plan,
      groups: groups.added,
      environments: environments.added,
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
  const created = [users.added, groups, environments, targets.added, policies.added];
  const changed = [users.roles, targets.changed, policies.changed];
  const sum = (lists: readonly unknown[][]) => lists.reduce((total, { length }) => total + length, 0);
  return { created: sum(created), changed: sum(changed) };
}
