import { Time } from '@/components/ui/time';
import type { ConnectionView } from '@/lib/core/access/connection';
import { type AxisPoint, type AxisSpan, requestAxis } from '@/lib/core/access/request-axis';
import type { RequestItem } from './request-item';

const labels: Record<Exclude<AxisPoint['kind'], 'decided'>, string> = {
  requested: 'Requested',
  cancelled: 'Cancelled',
  'times-out': 'Times out',
  ends: 'Expires',
  ended: 'Ended',
  verified: 'Revocation verified',
};

/** A request on one axis of time, to scale: the wait, the access, and the sessions in it. The list beside it says the same. */
export function RequestAxis({
  request,
  now,
  sessions,
}: RequestItem & { sessions: readonly Pick<ConnectionView, 'id' | 'openedAt' | 'closedAt'>[] }) {
  const axis = requestAxis(request, sessions, now);
  return (
    <div className="mb-6 rounded-xl border border-line bg-panel px-5 py-4 shadow-card">
      <svg
        aria-hidden="true"
        viewBox="0 0 100 24"
        preserveAspectRatio="none"
        className="h-12 w-full overflow-visible"
      >
        <rect x="0" y="11.5" width="100" height="1" className="fill-line" />
        <Bar span={axis.waiting} y={8} height={8} look="fill-warn-soft" />
        {axis.access && <Bar span={axis.access} y={4} height={16} look="fill-accent-soft" />}
        {axis.sessions.map((span) => (
          <Bar key={span.id} span={span} y={9} height={6} look="fill-accent" />
        ))}
        {axis.points.map(({ kind, place }) => (
          <line
            key={kind}
            x1={place}
            x2={place}
            y1="1"
            y2="23"
            vectorEffect="non-scaling-stroke"
            strokeWidth="2"
            strokeDasharray={kind === 'ends' || kind === 'times-out' ? '3 3' : undefined}
            className={kind === 'verified' ? 'stroke-ok' : 'stroke-muted'}
          />
        ))}
        {axis.now !== null && (
          <line
            x1={axis.now}
            x2={axis.now}
            y1="0"
            y2="24"
            vectorEffect="non-scaling-stroke"
            strokeWidth="2"
            className="stroke-ink"
          />
        )}
      </svg>
      <ul className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-sm">
        {axis.points.map(({ kind, at }) => (
          <li key={kind} className="text-muted">
            <b className="font-semibold text-ink">
              {kind === 'decided' ? (axis.access ? 'Approved' : 'Denied') : labels[kind]}
            </b>{' '}
            <Time at={at} />
          </li>
        ))}
      </ul>
      <p aria-hidden className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted">
        <Key look="bg-warn-soft" name="Wait" />
        {axis.access && <Key look="bg-accent-soft" name="Access" />}
        {axis.sessions.length > 0 && (
          <Key look="bg-accent" name={axis.sessions.length === 1 ? 'Session' : 'Sessions'} />
        )}
        {axis.now !== null && <Key look="bg-ink" name="Now" />}
      </p>
    </div>
  );
}

/** A span of at least a hair's breadth, so that a short one is seen. */
function Bar({ span, y, height, look }: { span: AxisSpan; y: number; height: number; look: string }) {
  const width = Math.max(0.4, span.end - span.start);
  return <rect x={Math.min(span.start, 100 - width)} y={y} width={width} height={height} className={look} />;
}

function Key({ look, name }: { look: string; name: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className={`size-2.5 rounded-sm border border-edge ${look}`} />
      {name}
    </span>
  );
}
