import type { AccessSpec } from '@/lib/core/access/access-spec';
import type { AccessAnswer } from '@/lib/core/access/entitlement';
import { formatAccessSpec } from './target';

/** Why somebody has or doesn't have access to a target, in one sentence. `isOwn`: the reader is that person. */
export function describeAccessAnswer(
  answer: AccessAnswer,
  targetName: string,
  spec: AccessSpec,
  isOwn: boolean,
): string {
  if (answer.allowed) {
    const { kind, policyName } = answer.basis;
    return kind === 'grant'
      ? `An active grant under policy ${policyName} allows it.`
      : `Policy ${policyName} gives standing access.`;
  }
  const allowed = answer.allowedTargetUsers.join(', ') || 'none';
  switch (answer.denialReason) {
    case 'nothing':
      return `${isOwn ? "You don't" : "This user doesn't"} have access to ${targetName}.`;
    case 'target-user':
      return spec.targetUser === null
        ? `Choose a target user on ${targetName}. Allowed: ${allowed}.`
        : `${isOwn ? 'You' : 'This user'} can't connect to ${targetName} as ${spec.targetUser}. Allowed: ${allowed}.`;
    case 'target-groups':
      return `${isOwn ? 'Your' : 'Their'} access to ${targetName} doesn't include the target groups ${spec.targetGroups.join(', ')}.`;
    case 'verb':
      return `${isOwn ? 'Your' : 'Their'} access to ${targetName} doesn't include ${formatAccessSpec({ ...spec, targetUser: null, targetGroups: [] })}.`;
  }
}
