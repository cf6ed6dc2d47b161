import type { RequestView } from '@/lib/core/access/request';
import type { RequestFacts } from '@/lib/core/audit-event';

/** What the audit log says of a request, and by which ids it is found there. */
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

/** The ids that an event about a request carries. */
export function auditAbout(request: RequestView) {
  return {
    requestId: request.id,
    targetId: request.target.id,
    userId: request.requester.id,
    policyId: request.policy.id,
  };
}
