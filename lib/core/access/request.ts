import type { Person } from '@/lib/core/actor';
import type { TargetSummary, Verb } from '@/lib/core/target/target';
import { type GrantState, type GrantView, grantStateAt } from './grant';
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

/** May a request go from one state to the other? Whatever is not listed may not. */
export function mayMoveRequest(from: RequestState, to: RequestState): boolean {
  return moves[from].includes(to);
}

/** A request as it is told to people, whole: every message and page is rendered from one of these. */
export type RequestView = {
  id: string;
  revision: number;
  state: RequestState;
  requester: Person;
  target: TargetSummary & { host: string | null; port: number | null };
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
  /** null when a policy decided, or nobody did */
  decidedBy: Person | null;
  /** an admin's words on a denial, or why the request is void */
  decisionReason: string | null;
  selfApproved: boolean;
  /** why it came out so; null for a request from before receipts were kept */
  receipt: Receipt | null;
  grant: GrantView | null;
  /** whether ended access is really gone; null where nothing was ever signed for it */
  revocationCheck: RevocationCheck | null;
};

/**
 * Whether the door of ended access is shut: not tried yet, tried and shut, tried and found open, or it
 * can't be tried. `detail` says how it was tried and what came of it.
 */
export type RevocationCheck = {
  state: 'Pending' | 'Verified' | 'StillOpen' | 'Unverified';
  detail: string;
  checkedAt: Date | null;
};

/** Where a request stands for people: one word for request and grant together. */
export type RequestStatus = Exclude<RequestState, 'Approved'> | GrantState;

/**
 * Where a request stands at a moment. The clock decides, not the stored word: a grant past its end is
 * Expired and an old pending request is Lapsed even when no worker has said so yet (R9, R12).
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
