import type { JitPolicy } from '@/lib/core/policy/policy';
import type { AccessSpec } from './access-spec';
import { type Decision, decide, type Requester, type TargetRef } from './decision';

/** What somebody once asked for, with the groups they were in then. */
export type PastRequest = { requester: Requester; target: TargetRef; spec: AccessSpec };

/** What some policies say of an ask. `duration` in minutes; null where it is denied. */
export type ReplayedOutcome = {
  outcome: Decision['outcome'];
  policy: string | null;
  duration: number | null;
};

/**
 * What an ask would come to by one set of policies and by another; null where that is the same. Pure, and
 * the same `decide()` as when somebody asks.
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
