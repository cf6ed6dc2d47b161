import type { TargetType } from '@/lib/core/target/target';
import { type AccessList, type AccessSpec, covers, type SpecPart, uncoveredPart } from './access-spec';

/** What gives access. `ends` is null where only a change of the policy ends it. */
export type AccessBasis = {
  kind: 'grant' | 'standing';
  policyId: string;
  policyName: string;
  /** the request whose grant it is; null for standing access */
  requestId: string | null;
  ends: Date | null;
};

/** What one grant or one standing policy gives a person on a target. An empty list gives nothing. */
export type Entitlement = AccessBasis & AccessList;

/** Why there is no access: no entitlement at all, or the first part of the spec that none covers. */
type DenialReason = 'nothing' | SpecPart;

export type AccessAnswer =
  | { allowed: true; basis: AccessBasis }
  | { allowed: false; denialReason: DenialReason; allowedTargetUsers: readonly string[] };

/**
 * Decides whether entitlements on a target cover a spec now, and until when (R19). Policies and grants only add. The one
 * that lasts longest applies, so that a session goes on while anything allows it; one that has ended does not count,
 * whatever its row says (R12).
 */
export function evaluateAccess(
  entitlements: readonly Entitlement[],
  type: TargetType,
  spec: AccessSpec,
  now: Date,
): AccessAnswer {
  const live = entitlements.filter((entitlement) => isCurrent(entitlement, now));
  const covering = live.filter((entitlement) => covers(entitlement, type, spec)).sort(byEnd);
  const [longest] = covering;
  if (longest) {
    const { kind, policyId, policyName, requestId, ends } = longest;
    return { allowed: true, basis: { kind, policyId, policyName, requestId, ends } };
  }
  return {
    allowed: false,
    denialReason: denialReasonOf(live, type, spec),
    allowedTargetUsers: targetUsersOf(live),
  };
}

/** The target users of entitlements or offers, each once. */
export function targetUsersOf(entitlements: readonly Pick<Entitlement, 'targetUsers'>[]): string[] {
  return [...new Set(entitlements.flatMap(({ targetUsers }) => targetUsers))].sort();
}

export function isCurrent(entitlement: Pick<Entitlement, 'ends'>, now: Date): boolean {
  return entitlement.ends === null || entitlement.ends > now;
}

function denialReasonOf(live: readonly Entitlement[], type: TargetType, spec: AccessSpec): DenialReason {
  if (live.length === 0) return 'nothing';
  const uncovered = live.map((one) => uncoveredPart(one, type, spec));
  if (uncovered.includes('verb')) return 'verb';
  return uncovered.includes('target-groups') ? 'target-groups' : 'target-user';
}

// Standing access without an end comes first.
function byEnd(a: Entitlement, b: Entitlement): number {
  return (
    (b.ends?.getTime() ?? Number.POSITIVE_INFINITY) - (a.ends?.getTime() ?? Number.POSITIVE_INFINITY) || 0
  );
}
