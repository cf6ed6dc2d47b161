import type { AccessSpec } from '@/lib/core/access/access-spec';
import type { AccessAnswer } from '@/lib/core/access/entitlement';
import { formatAccessSpec } from './target';

/** Why there is access or not, in one sentence about any person. */
export function describeAccessAnswer(answer: AccessAnswer, targetName: string, spec: AccessSpec): string {
  if (answer.allowed) {
    const { kind, policyName } = answer.basis;
    return kind === 'grant'
      ? `An approved request under the policy ${policyName} gives access.`
      : `The policy ${policyName} gives standing access.`;
  }
  const allowed = `Allowed target users: ${answer.allowedTargetUsers.join(', ') || 'none'}.`;
  switch (answer.denialReason) {
    case 'nothing':
      return `No policy or approved request gives access to ${targetName}.`;
    case 'target-user':
      return spec.targetUser === null
        ? `Choose a target user on ${targetName}. ${allowed}`
        : `Access to ${targetName} as "${spec.targetUser}" is not allowed. ${allowed}`;
    case 'target-groups':
      return `Access to ${targetName} in ${spec.targetGroups.join(', ')} is not allowed.`;
    case 'verb':
      return `${formatAccessSpec({ ...spec, targetUser: null, targetGroups: [] })} is not allowed on ${targetName}.`;
  }
}

/** How much access a change has ended, to add to a message; empty if it has ended none. */
export function describeEnded(count: number): string {
  return count === 0 ? '' : ` Active access that ended: ${count}.`;
}
