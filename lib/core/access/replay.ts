import type { JitPolicy } from '@/lib/core/policy/policy';
import type { AccessSpec } from './access-spec';
import { type Decision, decide, type Requester, type TargetRef } from './decision';

/** What was once requested, with the requester's groups at that time. */
export type PastRequest = { requester: Requester; target: TargetRef; spec: AccessSpec };

/** What some policies decide about a past request. `duration` in minutes; null where it is denied. */
export type ReplayedOutcome = {
  outcome: Decision['outcome'];
  policy: string | null;
  duration: number | null;
};

/**
 * The outcome of a past request by one set of policies and by another; null where both are the same. The same
 * `decide()` as for a new request.
 */
export function replay(
  before: readonly JitPolicy[],
  after: readonly JitPolicy[],
  past: PastRequest,
  now: Date,
): { from: ReplayedOutcome; to: ReplayedOutcome } | null {
  const from = outcomeOf(before, past, now);
  const to = outcomeOf(after, past, now);
  return from.outcome === to.outcome && from.duration === to.duration ? null : { from, to };
}

function outcomeOf(
  policies: readonly JitPolicy[],
  { requester, target, spec }: PastRequest,
  now: Date,
): ReplayedOutcome {
  const decision = decide(policies, requester, target, spec, now);
  const first = decision.rules[0];
  return {
    outcome: decision.outcome,
    policy: first?.policy.name ?? null,
    duration: first?.policy.duration ?? null,
  };
}
