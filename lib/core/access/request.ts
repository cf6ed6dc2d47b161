import type { Person, RequesterRef } from '@/lib/core/actor';
import type { TargetSummary, Verb } from '@/lib/core/target/target';
import type { AccessSpec } from './access-spec';
import { type GrantState, type GrantView, grantStateAt, isEndingSoon } from './grant';
import type { Receipt } from './receipt';

export const requestStates = ['Pending', 'Approved', 'Denied', 'Lapsed', 'Cancelled', 'Invalidated'] as const;
export type RequestState = (typeof requestStates)[number];

const moves: Record<RequestState, readonly RequestState[]> = {
  Pending: ['Approved', 'Denied', 'Lapsed', 'Cancelled', 'Invalidated'],
  Approved: [],
  Denied: [],
  Lapsed: [],
  Cancelled: [],
  Invalidated: [],
};

/** Whether a request can change from one state to another. */
export function mayMoveRequest(from: RequestState, to: RequestState): boolean {
  return moves[from].includes(to);
}

/** A request with all that is shown of it: every message and page is rendered from one. */
export type RequestView = {
  id: string;
  revision: number;
  state: RequestState;
  requester: RequesterRef;
  target: TargetSummary & { host: string | null; port: number | null; isBehindServer: boolean };
  targetUser: string | null;
  targetGroups: readonly string[];
  verb: Verb | null;
  reason: string;
  automatic: boolean;
  /** minutes */
  duration: number;
  policy: { id: string; name: string; version: number };
  child: { id: string; name: string };
  createdAt: Date;
  lapsesAt: Date | null;
  decidedAt: Date | null;
  /** null when a policy decided, or nobody */
  decidedBy: Person | null;
  /** the reason of a denial, or why the request was cancelled; null when its requester cancelled it */
  decisionReason: string | null;
  selfApproved: boolean;
  /** why it was decided so; null for a request from before receipts were kept */
  receipt: Receipt | null;
  grant: GrantView | null;
  /** whether the target refuses ended access; null where no certificate was issued for it */
  revocationCheck: RevocationCheck | null;
};

/**
 * Whether the target refuses ended access: not probed yet, refused, still accepted, or it can't be probed. `detail` is
 * how it was probed, with the result.
 */
export type RevocationCheck = {
  state: 'Pending' | 'Verified' | 'StillOpen' | 'Unverified';
  detail: string;
  checkedAt: Date | null;
};

/** Whether a request for a spec follows on the active access of another request: it is for the same, in its last minutes (R3). */
export function isFollowOn(
  former: Pick<RequestView, 'grant' | 'targetUser' | 'targetGroups' | 'verb'>,
  spec: AccessSpec,
  now: Date,
): boolean {
  const { grant, targetUser, targetGroups, verb } = former;
  return (
    grant !== null &&
    isEndingSoon(grant, now) &&
    targetUser === spec.targetUser &&
    verb === spec.verb &&
    targetGroups.length === spec.targetGroups.length &&
    targetGroups.every((group) => spec.targetGroups.includes(group))
  );
}

/** The status of a request and its grant together. */
export type RequestStatus = Exclude<RequestState, 'Approved'> | GrantState;

/**
 * The status of a request at a moment. The clock decides, not the stored state: a grant past its end is `Expired` and
 * an old pending request has timed out before a worker has stored it (R9, R12).
 */
export function statusAt(
  request: Pick<RequestView, 'state' | 'grant' | 'lapsesAt'>,
  now: Date,
): RequestStatus {
  if (request.state === 'Pending')
    return request.lapsesAt !== null && request.lapsesAt <= now ? 'Lapsed' : 'Pending';
  if (request.state !== 'Approved') return request.state;
  if (request.grant === null) throw new Error('an approved request has a grant');
  return grantStateAt(request.grant, now);
}
