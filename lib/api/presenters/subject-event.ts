import type { z } from 'zod';
import type { SubjectEvent } from '@/lib/audit/list-subject-events';
import { isRefusedEvent } from '@/lib/core/audit-event';
import type { subjectEventAnswer } from '../answers/event';

const subjectTypes = { user: 'User', 'api-key': 'ApiKey', 'service-account': 'ServiceAccount' } as const;

/** `events.SubjectEvent` of the SDK. `evaluation` is false for what was refused. */
export function presentSubjectEvent(
  event: SubjectEvent,
  organizationId: string,
): z.output<typeof subjectEventAnswer> {
  return {
    id: event.id,
    organizationId,
    subjectId: event.actorId,
    subjectType: subjectTypes[event.actorKind],
    subjectName: event.subjectName,
    isAdmin: event.isAdmin,
    serviceAction: event.action,
    resource: resourceOf(event),
    evaluation: !isRefusedEvent(event),
    timestamp: event.at.toISOString(),
    ipAddress: event.address ?? '',
    context: event.sentence,
  };
}

/** What the event is about, by its id: a request before its policy and its target. */
function resourceOf({ requestId, policyId, targetId, userId, action, data }: SubjectEvent): string {
  if (action === 'refuse-attempt') return data.doing;
  if (action === 'call-api') return `${data.method} ${data.path}`;
  if (requestId) return `request/${requestId}`;
  if (policyId) return `policy/${policyId}`;
  if (targetId) return `target/${targetId}`;
  return userId ? `user/${userId}` : '';
}
