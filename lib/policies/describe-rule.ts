import type { Rule } from '@/lib/core/access/decision';
import { hasTargetUsers, hasVerbs, type TargetType } from '@/lib/core/target/target';
import { formatDuration } from '@/lib/core/text/duration';
import { formatList } from '@/lib/core/text/policy';
import { formatVerb } from '@/lib/core/text/target';

/** A rule that lets a person request access to a target, as text. */
export type DescribedRule = {
  policyId: string;
  policy: string;
  child: string;
  /** the target users and groups: `root and deploy`; empty where the target has none */
  as: string;
  /** `Shell, Tunnel`, or the only action of other types of target */
  actions: string;
  automatic: boolean;
  duration: string;
};

/** Describes what a rule allows on a target of a type. */
export function describeRule({ policy, child }: Rule, type: TargetType): DescribedRule {
  const users = hasTargetUsers(type) ? formatList(child.targetUsers) : '';
  const groups =
    type === 'Cluster' && child.targetGroups.length > 0 ? ` in ${formatList(child.targetGroups)}` : '';
  return {
    policyId: policy.id,
    policy: policy.name,
    child: child.name,
    as: `${users}${groups}`,
    actions: hasVerbs(type) ? child.verbs.map(formatVerb).join(', ') : type === 'Web' ? 'Sign in' : 'Connect',
    automatic: policy.automaticallyApproved,
    duration: formatDuration(policy.duration),
  };
}
