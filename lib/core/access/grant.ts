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
  | 'NotCovered';

const moves: Record<GrantState, readonly GrantState[]> = {
  Active: ['Expired', 'Revoked', 'Relinquished', 'Invalidated'],
  Expired: [],
  Revoked: [],
  Relinquished: [],
  Invalidated: [],
};

/** May a grant go from one state to the other? Whatever is not listed may not. */
export function mayMoveGrant(from: GrantState, to: GrantState): boolean {
  return moves[from].includes(to);
}

/** A grant as it is told to people. */
export type GrantView = {
  state: GrantState;
  startsAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  endedBy: Person | null;
  /** null unless it was invalidated */
  endReason: GrantEndReason | null;
};

/** A grant past its end gives nothing, whatever its row still says (R12). */
export function grantStateAt(grant: Pick<GrantView, 'state' | 'expiresAt'>, now: Date): GrantState {
  return grant.state === 'Active' && grant.expiresAt <= now ? 'Expired' : grant.state;
}

/**
 * R9: the clock starts at the decision; `duration` is in minutes. Access never outlives the policies that
 * give it, so a policy's own end cuts it short (R11).
 */
export function grantEnd(decidedAt: Date, duration: number, policyEnds: readonly (Date | null)[]): Date {
  const ends = policyEnds.flatMap((end) => (end === null ? [] : [end.getTime()]));
  return new Date(Math.min(decidedAt.getTime() + duration * 60_000, ...ends));
}
