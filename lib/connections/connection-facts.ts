import type { ConnectionView } from '@/lib/core/access/connection';
import type { ConnectionFacts } from '@/lib/core/audit-event';

/** A connection as the audit log tells of it. */
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

/** What such an event is about, by id. */
export function aboutConnection({ person, target, policy, requestId }: ConnectionView) {
  return {
    userId: person.id,
    targetId: target.id,
    ...(policy.id && { policyId: policy.id }),
    ...(requestId && { requestId }),
  };
}
