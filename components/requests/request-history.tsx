import { Time } from '@/components/ui/time';
import type { RequestDetail } from '@/lib/access/get-request';
import { auditSentence } from '@/lib/core/text/audit-sentence';
import { formatVia } from '@/lib/core/text/audit-via';

/** The audit events of a request, oldest first. */
export function RequestHistory({ events }: { events: RequestDetail['history'] }) {
  return (
    <ol className="mt-1.5 flex flex-col gap-1.5">
      {events.map((event) => (
        <li key={event.id}>
          <span className="block text-sm text-muted">
            <Time at={event.at} show="second" />
          </span>
          <span className="break-words">
            {auditSentence(event, event.actorName)}{' '}
            <span className="text-faint">via {formatVia(event.via)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
