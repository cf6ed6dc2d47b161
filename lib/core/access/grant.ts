import type { Person } from '@/lib/core/actor';

export const grantStates = ['Active', 'Expired', 'Revoked', 'Relinquished', 'Invalidated'] as const;
export type GrantState = (typeof grantStates)[number];

/** Why a grant was invalidated. `NotCovered` is what an older version stored in other words. */
export type GrantEndReason =
  | 'PolicyEdited'
  | 'PolicyDeleted'
  | 'PolicyExpired'
  | 'PersonDisabled'
  | 'LeftGroup'
  | 'TargetRetired'
  | 'TargetMoved'
  | 'NotCovered'
  | 'DatabaseRestored';

const moves: Record<GrantState, readonly GrantState[]> = {
  Active: ['Expired', 'Revoked', 'Relinquished', 'Invalidated'],
  Expired: [],
  Revoked: [],
  Relinquished: [],
  Invalidated: [],
};

/** Whether a grant can change from one state to another. */
export function mayMoveGrant(from: GrantState, to: GrantState): boolean {
  return moves[from].includes(to);
}

/** The grant of a request. */
export type GrantView = {
  state: GrantState;
  startsAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  endedBy: Person | null;
  /** null unless it was invalidated */
  endReason: GrantEndReason | null;
};

/** A grant past its end is expired, whatever its row says (R12). */
export function grantStateAt(grant: Pick<GrantView, 'state' | 'expiresAt'>, now: Date): GrantState {
  return grant.state === 'Active' && grant.expiresAt <= now ? 'Expired' : grant.state;
}

/** How long before the end of access its requester is told, and can request the same access again (R3). */
export const endNoticeMinutes = 10;

/** Whether active access is in the minutes before its end. */
export function isEndingSoon(grant: Pick<GrantView, 'state' | 'expiresAt'>, now: Date): boolean {
  return grantStateAt(grant, now) === 'Active' && now >= endNoticeAt(grant);
}

/** When the requester is told of the end. */
export function endNoticeAt({ expiresAt }: Pick<GrantView, 'expiresAt'>): Date {
  return new Date(expiresAt.getTime() - endNoticeMinutes * 60_000);
}

/**
 * R9: the duration starts at the decision, in minutes. Access never lasts longer than its policies, so the expiry date of
 * a policy cuts it short (R11).
 */
export function grantEnd(decidedAt: Date, duration: number, policyEnds: readonly (Date | null)[]): Date {
  const ends = policyEnds.flatMap((end) => (end === null ? [] : [end.getTime()]));
  return new Date(Math.min(decidedAt.getTime() + duration * 60_000, ...ends));
}
