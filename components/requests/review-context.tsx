import type { RequestDetail } from '@/lib/access/get-request';

/** What helps an admin decide: earlier requests, who else has access, and what the requester has. */
export function ReviewContext({ context }: { context: NonNullable<RequestDetail['context']> }) {
  const { recentRequests, holders, holderCount, access, accessCount } = context;
  return (
    <ul className="mt-1.5 flex list-disc flex-col gap-1 pl-4.5 marker:text-faint">
      <li>
        {recentRequests === 0
          ? 'The first request for this target in 7 days.'
          : `${recentRequests} other ${recentRequests === 1 ? 'request' : 'requests'} for this target in the last 7 days.`}
      </li>
      <li>
        {holderCount === 0
          ? 'No one has access to this target through a request now.'
          : `Access to this target now: ${listOf(holders, holderCount)}.`}
      </li>
      <li>
        {accessCount === 0
          ? 'The requester has no other active access through a request.'
          : `The requester has active access to ${listOf(access, accessCount)}.`}
      </li>
    </ul>
  );
}

function listOf(names: readonly string[], count: number): string {
  const more = count - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
