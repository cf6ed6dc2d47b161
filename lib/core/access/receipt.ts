import type { ChildPolicy, JitPolicy } from '@/lib/core/policy/policy';
import { formatVerb } from '@/lib/core/text/target';
import { byPrecedence, type Decision, type Miss, namesTarget, type Rule, type TargetRef } from './decision';

/** A rule as it was when it decided: policies change and are renamed, a receipt does not. */
type ReceiptRule = {
  policyId: string;
  policy: string;
  version: number;
  childId: string;
  child: string;
  automatic: boolean;
  /** minutes */
  duration: number;
};

/** A rule that matched too, and why the deciding one takes precedence (R2). */
export type LaterRule = ReceiptRule & { because: 'automatic' | 'shorter' | 'older' | 'stays' };

/**
 * A policy for the target that missed something else, and what it covers instead. Receipts of earlier versions also list
 * policies for other targets.
 */
export type NearMiss = {
  policyId: string;
  policy: string;
  version: number;
  /** null where the policy itself did not apply */
  child: string | null;
  why: Miss['why'];
  gives: readonly string[];
};

/** What the policies decided at one moment. */
export type Evaluation = {
  /** ISO 8601 */
  at: string;
  rule: ReceiptRule;
  later: readonly LaterRule[];
  nearly: readonly NearMiss[];
  /** who could decide: how many, and the first of them by email; null where the policy is automatic */
  deciders: { count: number; some: readonly string[] } | null;
  /** the groups of the requester */
  groupIds: readonly string[];
};

/**
 * Why a request was decided so: the evaluation when it was made, and the one at its approval, when everything is looked
 * up again (R8). Kept for ever as JSON: a field can be added, never renamed.
 */
export type Receipt = { asked: Evaluation; approved: Evaluation | null };

/** A just-in-time policy that names the requester or reaches the target, with the names of some of its groups. */
export type NearPolicy = JitPolicy & { audience: readonly string[] };

const mostNearly = 5;
const mostNamed = 5;

/** The evaluation to store. `rule` is the one that decides, `decision` is that of `policies`. */
export function evaluationOf(about: {
  at: Date;
  rule: Rule;
  decision: Decision;
  policies: readonly NearPolicy[];
  target: TargetRef;
  deciders: readonly string[];
  groupIds: readonly string[];
}): Evaluation {
  const { at, rule, decision, policies, target, deciders, groupIds } = about;
  const first = receiptRule(rule);
  const later = decision.rules
    .filter(({ policy, child }) => policy.id !== rule.policy.id || child.id !== rule.child.id)
    .map((other) => ({ ...receiptRule(other), because: whyLater(rule, other) }));
  return {
    at: at.toISOString(),
    rule: first,
    later: later.slice(0, mostNamed),
    nearly: nearMisses(decision, policies, target),
    deciders: first.automatic ? null : { count: deciders.length, some: deciders.slice(0, mostNamed) },
    groupIds,
  };
}

/** The policies for the target that nearly cover the spec, the nearest first, each once. */
export function nearMisses(
  decision: Decision,
  policies: readonly NearPolicy[],
  target: TargetRef,
): NearMiss[] {
  const matched = new Set(decision.rules.map(({ policy }) => policy.id));
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  const nearest = new Map<string, Miss>();
  for (const miss of decision.misses) {
    const { children = [] } = byId.get(miss.policyId) ?? {};
    const missed = miss.childId === null ? children : children.filter(({ id }) => id === miss.childId);
    if (!missed.some((child) => namesTarget(child, target))) continue;
    const known = nearest.get(miss.policyId);
    if (!known || distance(miss) < distance(known)) nearest.set(miss.policyId, miss);
  }
  return [...nearest.values()]
    .filter(({ policyId }) => !matched.has(policyId))
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, mostNearly)
    .flatMap((miss) => {
      const policy = byId.get(miss.policyId);
      return policy ? [nearMiss(miss, policy)] : [];
    });
}

// How far a policy was from covering it: the fewer conditions failed, the nearer.
const distances: Record<Miss['why'], number> = {
  verb: 0,
  'target-groups': 1,
  'target-user': 2,
  'child-expired': 3,
  'policy-expired': 4,
  'not-a-subject': 5,
  'target-not-covered': 6,
  'no-children': 7,
};

function distance(miss: Miss): number {
  return distances[miss.why];
}

function nearMiss(miss: Miss, policy: NearPolicy): NearMiss {
  const child = policy.children.find(({ id }) => id === miss.childId) ?? null;
  const { policyId, why } = miss;
  const { name, version } = policy;
  return {
    policyId,
    policy: name,
    version,
    child: child?.name ?? null,
    why,
    gives: given(miss, policy, child),
  };
}

function given(miss: Miss, policy: NearPolicy, child: ChildPolicy | null): readonly string[] {
  switch (miss.why) {
    case 'not-a-subject':
      return policy.audience;
    case 'target-user':
      return child?.targetUsers.slice(0, mostNamed) ?? [];
    case 'target-groups':
      return child?.targetGroups.slice(0, mostNamed) ?? [];
    case 'verb':
      return child?.verbs.map(formatVerb) ?? [];
    case 'policy-expired':
      return policy.timeExpires ? [policy.timeExpires.toISOString()] : [];
    case 'child-expired':
      return child?.timeExpires ? [child.timeExpires.toISOString()] : [];
    default:
      return [];
  }
}

function receiptRule({ policy, child }: Rule): ReceiptRule {
  return {
    policyId: policy.id,
    policy: policy.name,
    version: policy.version,
    childId: child.id,
    child: child.name,
    automatic: policy.automaticallyApproved,
    duration: policy.duration,
  };
}

function whyLater(first: Rule, other: Rule): LaterRule['because'] {
  // At approval the rule that decided first stays in charge, whatever has come before it since.
  if (byPrecedence(first, other) > 0) return 'stays';
  if (first.policy.automaticallyApproved !== other.policy.automaticallyApproved) return 'automatic';
  return first.policy.duration < other.policy.duration ? 'shorter' : 'older';
}
