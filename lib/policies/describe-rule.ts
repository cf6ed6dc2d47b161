import type { Rule } from '@/lib/core/access/decision';
import { hasTargetUsers, hasVerbs, type TargetType } from '@/lib/core/target/target';
import { describeOutcome } from '@/lib/core/text/outcome';
import { formatList } from '@/lib/core/text/policy';
import { formatVerb } from '@/lib/core/text/target';

/** A rule by which somebody may ask for a target, in the words of the cards. */
export type DescribedRule = {
  policyId: string;
  policy: string;
  child: string;
  /** as whom and with which actions: `as root or deploy, Shell` */
  as: string;
  /** what then happens: `an admin decides, for 1 hour` */
  outcome: string;
};

/** Says what one rule gives on a target of a type. */
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
    outcome: describeOutcome({ outcome, duration: policy.duration }),
  };
}
