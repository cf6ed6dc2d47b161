import Link from 'next/link';
import { TimeLeft } from '@/components/ui/time-left';
import type { RequestList } from '@/lib/access/list-requests';
import type { RequestView } from '@/lib/core/access/request';

type Bar = { request: RequestView; start: number; end: number };

/** Active access as bars on one axis of time, the one that ends first at the top. */
export function ActiveTimeline({ active }: { active: RequestList }) {
  const bars = active.requests.flatMap((request): Bar[] => {
    const { grant } = request;
    return grant ? [{ request, start: grant.startsAt.getTime(), end: grant.expiresAt.getTime() }] : [];
  });
  bars.sort((a, b) => a.end - b.end);
  const from = Math.min(...bars.map(({ start }) => start));
  const span = Math.max(1, Math.max(...bars.map(({ end }) => end)) - from);
  const part = (time: number) => ((time - from) / span) * 100;
  const now = part(active.now.getTime());
  return (
    <ul className="divide-y divide-line rounded-xl border border-line bg-panel px-4 shadow-card">
      {bars.map(({ request, start, end }) => (
        <li
          key={request.id}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 py-2 md:grid-cols-[minmax(0,15rem)_minmax(0,1fr)_6.5rem]"
        >
          <p className="min-w-0 truncate" title={`${request.requester.email} on ${request.target.name}`}>
            <Link href={`/requests/${request.id}`} className="font-semibold hover:underline">
              {request.target.name}
            </Link>{' '}
            <span className="text-muted">{request.requester.email}</span>
          </p>
          <svg
            aria-hidden="true"
            viewBox="0 0 100 10"
            preserveAspectRatio="none"
            className="col-span-2 row-start-2 h-2.5 w-full md:col-span-1 md:row-start-auto"
          >
            <rect x="0" y="4.5" width="100" height="1" className="fill-line" />
            <rect
              x={part(start)}
              y="1"
              width={Math.max(0.5, part(end) - part(start))}
              height="8"
              className="fill-accent-soft"
            />
            <rect x={now} y="1" width={Math.max(0.5, part(end) - now)} height="8" className="fill-accent" />
            <rect x={now} y="0" width="0.3" height="10" className="fill-ink" />
          </svg>
          <p className="text-right text-sm whitespace-nowrap text-muted">
            {request.grant && <TimeLeft end={request.grant.expiresAt} now={active.now} />}
          </p>
        </li>
      ))}
    </ul>
  );
}
