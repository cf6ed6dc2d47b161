import type { ConnectionView } from './connection';
import { type RequestView, statusAt } from './request';

/** A part of the axis, from its start to its end, each 0 to 100. */
export type AxisSpan = { start: number; end: number };

/** What happened at one point of time, or will: in the order of a request. */
export type AxisPoint = {
  kind: 'requested' | 'decided' | 'cancelled' | 'times-out' | 'ends' | 'ended' | 'verified';
  at: Date;
  place: number;
};

/** A request on one axis of time, to scale. */
export type RequestAxis = {
  points: readonly AxisPoint[];
  /** from the request to its decision, or to now */
  waiting: AxisSpan;
  /** the access that was used or can be used; null without a grant */
  access: AxisSpan | null;
  sessions: readonly (AxisSpan & { id: string })[];
  /** null where nothing changes any more */
  now: number | null;
};

/** Places a request, its access and its sessions on an axis that begins with the request and ends with its last point. */
export function requestAxis(
  request: RequestView,
  sessions: readonly Pick<ConnectionView, 'id' | 'openedAt' | 'closedAt'>[],
  now: Date,
): RequestAxis {
  const points = pointsOf(request, now);
  const isMoving = ['Pending', 'Active'].includes(statusAt(request, now));
  const times = [...points.map(({ at }) => at.getTime()), ...(isMoving ? [now.getTime()] : [])];
  const from = request.createdAt.getTime();
  const span = Math.max(1, Math.max(...times) - from);
  const place = (at: Date) => Math.min(100, Math.max(0, ((at.getTime() - from) / span) * 100));
  const placed = points.map((point) => ({ ...point, place: place(point.at) }));
  const last = placed.at(-1)?.at ?? now;
  const { grant } = request;
  const end = grant && (grant.endedAt ?? grant.expiresAt);
  return {
    points: placed,
    waiting: { start: 0, end: place(request.decidedAt ?? (isMoving ? now : last)) },
    access: grant && end ? { start: place(grant.startsAt), end: place(end) } : null,
    sessions: sessions.map(({ id, openedAt, closedAt }) => ({
      id,
      start: place(openedAt),
      end: place(closedAt ?? now),
    })),
    now: isMoving ? place(now) : null,
  };
}

function pointsOf(request: RequestView, now: Date): { kind: AxisPoint['kind']; at: Date }[] {
  const { grant, revocationCheck, decidedAt, lapsesAt } = request;
  const requested = { kind: 'requested' as const, at: request.createdAt };
  const status = statusAt(request, now);
  if (status === 'Pending')
    return [requested, ...(lapsesAt ? [{ kind: 'times-out' as const, at: lapsesAt }] : [])];
  if (!grant) {
    const at = status === 'Lapsed' ? lapsesAt : decidedAt;
    const kind = status === 'Lapsed' ? 'times-out' : status === 'Cancelled' ? 'cancelled' : 'decided';
    return [requested, ...(at ? [{ kind, at } as const] : [])];
  }
  const isActive = status === 'Active';
  const end = isActive ? grant.expiresAt : (grant.endedAt ?? grant.expiresAt);
  const verifiedAt = revocationCheck?.state === 'Verified' ? revocationCheck.checkedAt : null;
  return [
    requested,
    { kind: 'decided', at: decidedAt ?? grant.startsAt },
    { kind: isActive ? 'ends' : 'ended', at: end },
    ...(verifiedAt ? [{ kind: 'verified' as const, at: verifiedAt }] : []),
  ];
}
