import type { Rule } from '@/lib/core/access/decision';
import { hasTargetUsers, hasVerbs, type TargetType } from '@/lib/core/target/target';
import { describePolicyOutcome, formatList } from '@/lib/core/text/policy';
import { formatVerb } from '@/lib/core/text/target';

/** A rule that lets a person request access to a target, as text. */
export type DescribedRule = {
  policyId: string;
  policy: string;
  child: string;
  /** the target users, groups and actions: `as root and deploy, Shell` */
  as: string;
  /** how a request is approved, and for how long */
  outcome: string;
};

/** Describes what a rule allows on a target of a type. */
export function describeRule({ policy, child }: Rule, type: TargetType): DescribedRule {
  const users = hasTargetUsers(type) ? `as ${formatList(child.targetUsers)}` : 'sign in';
  const groups =
    type === 'Cluster' && child.targetGroups.length > 0 ? ` in ${formatList(child.targetGroups)}` : '';
  const verbs = hasVerbs(type) ? `, ${child.verbs.map(formatVerb).join(', ')}` : '';
  const outcome = policy.automaticallyApproved ? 'automatic' : 'approval';
  return {
    policyId: policy.id,
    policy: policy.name,
    child: child.name,
    as: `${users}${groups}${verbs}`,
    outcome: describePolicyOutcome({ outcome, duration: policy.duration }),
  };
}
