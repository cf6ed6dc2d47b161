import type { RequestView } from '@/lib/core/access/request';
import type { RequestFacts } from '@/lib/core/audit-event';

/** The facts of a request that its audit events carry. */
export function auditFacts(request: RequestView): RequestFacts {
  return {
    requester: request.requester.email,
    target: request.target.name,
    environment: request.target.environment,
    targetUser: request.targetUser,
    targetGroups: request.targetGroups,
    verb: request.verb,
    duration: request.duration,
    policy: request.policy.name,
    policyVersion: request.policy.version,
    child: request.child.name,
  };
}

/** The ids by which an audit event about a request is found. */
export function auditSubject(request: RequestView) {
  return {
    requestId: request.id,
    targetId: request.target.id,
    userId: request.requester.id,
    policyId: request.policy.id,
  };
}
