import { type ChildPolicy, isLive, type JitPolicy } from '@/lib/core/policy/policy';
import type { TunnelFields } from '@/lib/core/target/tunnel';
import { isSubject, policiesFor, type Requester, type Rule, reaches, type TargetRef } from './decision';
import { rulesFor, usablePolicies } from './offer';

/** A policy that gives access all the time to those that it lists itself. */
export type StandingPolicy = ChildPolicy & { subjectIds: readonly string[]; groupIds: readonly string[] };

/**
 * What a person gets on a target: access all the time, by a request that is approved automatically, automatically for some
 * accounts or actions only, by one that an admin approves, or nothing.
 */
export type MatrixOutcome = 'standing-access' | 'automatic' | 'partly-automatic' | 'approval' | 'none';

/** `policy` and `duration` (minutes) are of what takes precedence; null where there is none, and the duration of standing access. */
export type MatrixCell = { outcome: MatrixOutcome; policy: string | null; duration: number | null };

type Rules = { jit: readonly JitPolicy[]; standingPolicies: readonly StandingPolicy[] };

/** Decides one cell, by the same rules as a request and a session. */
export function matrixCell(
  { jit, standingPolicies }: Rules,
  requester: Requester,
  target: TargetRef & Pick<TunnelFields, 'tunnelWay'>,
  now: Date,
): MatrixCell {
  const always = standingPolicies.find(
    (policy) => isLive(policy, now) && isSubject(policy, requester) && reaches(policy, target, now),
  );
  if (always) return { outcome: 'standing-access', policy: always.name, duration: null };
  const rules = rulesFor(usablePolicies(policiesFor(jit, requester), target), requester, target, now);
  const [first] = rules;
  if (!first) return { outcome: 'none', policy: null, duration: null };
  return { outcome: outcomeOf(rules), policy: first.policy.name, duration: first.policy.duration };
}

function outcomeOf(rules: readonly Rule[]): MatrixOutcome {
  const automatic = rules.filter(({ policy }) => policy.automaticallyApproved).length;
  if (automatic === rules.length) return 'automatic';
  return automatic === 0 ? 'approval' : 'partly-automatic';
}

/** The most people and targets that one matrix shows. */
export const matrixSize = { people: 20, targets: 10 };
