import type { InputError } from '@/lib/core/error';
import type { OrganizationSnapshot } from '@/lib/db/policies/organization-snapshot';
import type { FileContents } from './check-shape';
import { planGroups } from './plan-groups';
import { type PolicyPlan, planPolicies } from './plan-policies';
import { planEnvironments, planTargets, type TargetPlan } from './plan-targets';
import { planUsers, type UserPlan } from './plan-users';

type Named = { id: string; name: string };

/** What has to be done so that an organization is as a file says; nothing is ever taken away. */
export type Plan = {
  users: UserPlan;
  groups: Named[];
  environments: Named[];
  targets: TargetPlan;
  policies: PolicyPlan;
};

/** Compares a file with an organization. Pure but for new ids. With faults, the plan must not be carried out. */
export function planChanges(
  file: FileContents,
  held: OrganizationSnapshot,
): { plan: Plan; faults: InputError[] } {
  const users = planUsers(file.users, held.users);
  const groups = planGroups(file.policies.entries, held.groups);
  const environments = planEnvironments(file.environments, held.environments);
  const targets = planTargets(file.targets, held.targets, environments);
  const policies = planPolicies(file.policies, held.policies, {
    user: users.lookUp,
    groupId: groups.idOf,
    environment: environments.lookUp,
    target: targets.lookUp,
  });
  const found = [users, environments, targets, groups, policies].flatMap(({ faults }) => faults);
  return {
    plan: {
      users: users.plan,
      groups: groups.added,
      environments: environments.added,
      targets: targets.plan,
      policies: policies.plan,
    },
    faults: [...file.faults, ...found.filter((fault) => !isToldAlready(fault, file.faults))],
  };
}

/** Of a key that was left out because it is wrong, nothing more is said. */
function isToldAlready({ path }: InputError, told: readonly InputError[]): boolean {
  const keyOf = (at: string) => /^\w+\[\d+\]\.\w+/.exec(at)?.[0] ?? at;
  return told.some((fault) => keyOf(fault.path) === keyOf(path));
}

/** How many things a plan makes, and how many it changes. */
export function countChanges(plan: Plan): { created: number; changed: number } {
  const { users, groups, environments, targets, policies } = plan;
  const made = [users.added, groups, environments, targets.added, policies.added];
  const altered = [users.roles, targets.changed, policies.changed];
  const sum = (lists: readonly unknown[][]) => lists.reduce((total, { length }) => total + length, 0);
  return { created: sum(made), changed: sum(altered) };
}
