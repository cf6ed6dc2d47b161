import type { ConnectionView } from '@/lib/core/access/connection';
import type { ConnectionFacts } from '@/lib/core/audit-event';

/** The facts of a connection that its audit events carry. */
export function connectionFacts(connection: ConnectionView): ConnectionFacts {
  const { person, target, targetUser, targetGroups, verb, policy, requestId } = connection;
  return {
    person: person.email,
    target: target.name,
    environment: target.environment,
    targetUser,
    targetGroups,
    verb,
    policy: policy.name,
    standing: requestId === null,
  };
}

/** The ids by which an audit event about a connection is found. */
export function aboutConnection({ person, target, policy, requestId }: ConnectionView) {
  return {
    userId: person.id,
    targetId: target.id,
    ...(policy.id && { policyId: policy.id }),
    ...(requestId && { requestId }),
  };
}
