import type { z } from 'zod';
import type { SubjectEvent } from '@/lib/audit/list-subject-events';
import type { subjectEventAnswer } from '../answers/event';

/** `events.SubjectEvent` of the SDK. `evaluation` is false for what was refused. */
export function presentSubjectEvent(
  event: SubjectEvent,
  organizationId: string,
): z.output<typeof subjectEventAnswer> {
  return {
    id: event.id,
    organizationId,
    subjectId: event.actorId,
    subjectType: event.actorKind === 'user' ? 'User' : 'ApiKey',
    subjectName: event.subjectName,
    isAdmin: event.isAdmin,
    serviceAction: event.action,
    resource: resourceOf(event),
    evaluation: event.action !== 'refuse-attempt',
    timestamp: event.at.toISOString(),
    ipAddress: event.address ?? '',
    context: event.sentence,
  };
}

/** What the event is about, by its id: a request before its policy and its target. */
function resourceOf({ requestId, policyId, targetId, userId, action, data }: SubjectEvent): string {
  if (action === 'refuse-attempt') return data.doing;
  if (requestId) return `request/${requestId}`;
  if (policyId) return `policy/${policyId}`;
  if (targetId) return `target/${targetId}`;
  return userId ? `user/${userId}` : '';
}
