import Link from 'next/link';
import { Time } from '@/components/ui/time';
import type { RequestView } from '@/lib/core/access/request';

/** The requests whose ended access still works, with what the target answered. Nothing when there is none. */
export function StillOpenList({ requests }: { requests: readonly RequestView[] }) {
  if (requests.length === 0) return null;
  return (
    <section aria-label="Ended access that still works" className="mb-5">
      <h2 className="mb-2 font-semibold">Ended access that still works</h2>
      <ul className="divide-y divide-line rounded-xl border border-bad bg-panel shadow-card">
        {requests.map((request) => (
          <li key={request.id} className="px-5 py-3">
            <p className="flex flex-wrap justify-between gap-x-4">
              <span>
                <Link href={`/requests/${request.id}`} className="font-semibold hover:underline">
                  {request.target.name}
                </Link>{' '}
                <span className="text-muted">{request.requester.email}</span>
              </span>
              {request.grant && (
                <span className="text-sm text-muted">
                  Ended <Time at={request.grant.endedAt ?? request.grant.expiresAt} />
                </span>
              )}
            </p>
            <p className="text-sm break-words text-muted">{request.revocationCheck?.detail}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
