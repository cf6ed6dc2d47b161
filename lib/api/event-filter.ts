import { AccessError } from '@/lib/core/error';
import { listOf, queryParam } from './call';

/** Reads the filters of `GET /api/v2/events/connection`, with the names that the SDK sends. */
export function readEventFilter(query: URLSearchParams) {
  const from = timeOf(query, 'startTimestamp');
  const to = timeOf(query, 'endTimestamp');
  const count = queryParam(query, 'eventCount');
  return {
    connectionIds: listOf(query, 'connectionIds'),
    userIds: listOf(query, 'subjectIds'),
    emails: listOf(query, 'userNames'),
    targetIds: listOf(query, 'targetIds'),
    targetNames: listOf(query, 'targetNames'),
    targetTypes: listOf(query, 'targetTypes'),
    targetUsers: listOf(query, 'targetUsers'),
    environmentIds: listOf(query, 'environmentIds'),
    environmentNames: listOf(query, 'environmentNames'),
    types: listOf(query, 'connectionEventTypes'),
    from,
    to,
    ...(count && { take: Number(count) }),
  };
}

function timeOf(query: URLSearchParams, name: string): Date | undefined {
  const text = queryParam(query, name);
  if (text === undefined) return undefined;
  const at = new Date(text);
  if (!Number.isNaN(at.getTime())) return at;
  const message = `${name} must be a time like 2026-01-31T12:00:00Z.`;
  throw new AccessError('invalid', message, { faults: [{ path: name, message }] });
}
