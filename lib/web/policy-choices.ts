import type { Context } from '@/lib/context';
import { type PolicyType, targetTypesOf } from '@/lib/core/policy';
import { listGroups } from '@/lib/directory/list-groups';
import { listPeople } from '@/lib/directory/list-people';
import { getIntegration } from '@/lib/integrations/get-integration';
import { listPolicies } from '@/lib/policies/list-policies';
import { listEnvironments } from '@/lib/targets/list-environments';
import { listTargets } from '@/lib/targets/list-targets';

/** All that the editor of a type of policy chooses from, and whether it may be written now (R4). */
export async function policyChoices(ctx: Context, type: PolicyType) {
  const isJit = type === 'JustInTime';
  const [people, groups, targets, environments, policies, { installation }] = await Promise.all([
    listPeople(ctx),
    listGroups(ctx),
    isJit ? [] : listTargets(ctx, { types: [...targetTypesOf(type)] }),
    isJit ? [] : listEnvironments(ctx),
    isJit ? listPolicies(ctx, {}) : [],
    getIntegration(ctx),
  ]);
  const children = policies.filter((policy) => policy.type !== 'JustInTime');
  return { people, groups, targets, environments, children, writable: !isJit || installation !== null };
}

export type PolicyChoices = Awaited<ReturnType<typeof policyChoices>>;
