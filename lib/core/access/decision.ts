import { type ChildPolicy, isLive, type JitPolicy } from '@/lib/core/policy/policy';
import { childTypeFor, hasTargetUsers, hasVerbs, type TargetType } from '@/lib/core/target/target';
import { type AccessSpec, covers, unrequestablePart } from './access-spec';

/** Whose access is decided. */
export type Requester = {
  userId: string;
  groupIds: readonly string[];
  /** whether an admin decides where only a group lists the person, because their groups are old */
  asksForGroups?: boolean;
};

/** The target that is decided on; never an archived one. */
export type TargetRef = { id: string; type: TargetType; environmentId: string };

/** What allows a request: a just-in-time policy and the child that covers the target. */
export type Rule = { policy: JitPolicy; child: ChildPolicy };

/** Why a policy, or one of its children, does not cover a spec. */
export type Miss =
  | { policyId: string; childId: null; why: 'policy-expired' | 'not-a-subject' | 'no-children' }
  | {
      policyId: string;
      childId: string;
      why: 'child-expired' | 'target-not-covered' | 'target-user' | 'target-groups' | 'verb';
    };

/** What the policies decide: all rules that match, by precedence, and what each other one missed. */
export type Decision = {
  outcome: 'automatic' | 'approval' | 'denied';
  rules: readonly Rule[];
  misses: readonly Miss[];
};

/**
 * Decides what a person can request now (R1, R2). Policies only add; whatever is not listed is denied.
 */
export function decide(
  policies: readonly JitPolicy[],
  requester: Requester,
  target: TargetRef,
  spec: AccessSpec,
  now: Date,
): Decision {
  const rules: Rule[] = [];
  const misses: Miss[] = [];
  for (const policy of policies) {
    const closed = whyPolicyIsClosed(policy, requester, now);
    if (closed) {
      misses.push({ policyId: policy.id, childId: null, why: closed });
      continue;
    }
    for (const child of policy.children) {
      const why = whyChildMisses(child, target, spec, now);
      if (why) misses.push({ policyId: policy.id, childId: child.id, why });
      else rules.push({ policy, child });
    }
  }
  rules.sort(byPrecedence);
  const first = rules[0];
  if (!first) return { outcome: 'denied', rules, misses };
  return { outcome: first.policy.automaticallyApproved ? 'automatic' : 'approval', rules, misses };
}

/**
 * The policies as they apply to a person: while their groups are old, and the organization wants it, an automatic policy
 * that only lists their groups asks an admin. `lib/db/policies/requestable.ts` repeats this in SQL.
 */
export function policiesFor<P extends JitPolicy>(policies: readonly P[], requester: Requester): P[] {
  const { userId, asksForGroups = false } = requester;
  return policies.map((policy) =>
    asksForGroups && !policy.subjectIds.includes(userId)
      ? { ...policy, automaticallyApproved: false }
      : policy,
  );
}

/** Orders rules by R2, the one that decides first. */
export function byPrecedence(a: Rule, b: Rule): number {
  return comparePrecedence(a.policy, b.policy) || compare(a.child.id, b.child.id);
}

/**
 * R2: an automatic policy takes precedence over one that needs approval, then the shorter duration, then the
 * older; ids break ties. Negative when `a` takes precedence. `lib/db/policies/requestable.ts` repeats this order in SQL.
 */
export function comparePrecedence(
  a: Pick<JitPolicy, 'id' | 'automaticallyApproved' | 'duration' | 'createdAt'>,
  b: Pick<JitPolicy, 'id' | 'automaticallyApproved' | 'duration' | 'createdAt'>,
): number {
  return (
    Number(b.automaticallyApproved) - Number(a.automaticallyApproved) ||
    a.duration - b.duration ||
    a.createdAt.getTime() - b.createdAt.getTime() ||
    compare(a.id, b.id)
  );
}

/** Whether a child covers the target with any spec at all. */
export function reaches(child: ChildPolicy, target: TargetRef, now: Date): boolean {
  if (whyTargetMissed(child, target, now)) return false;
  if (hasTargetUsers(target.type) && child.targetUsers.length === 0) return false;
  return !hasVerbs(target.type) || child.verbs.length > 0;
}

/** Whether a child is for the target, by its name or its environment, whatever else it lists and whether it has expired. */
export function namesTarget(child: ChildPolicy, target: TargetRef): boolean {
  if (child.type !== childTypeFor(target.type)) return false;
  return child.targetIds.includes(target.id) || child.environmentIds.includes(target.environmentId);
}

/** Whether a policy names the person or one of their groups. An empty list names nobody. */
export function isSubject(policy: Pick<JitPolicy, 'subjectIds' | 'groupIds'>, requester: Requester): boolean {
  return (
    policy.subjectIds.includes(requester.userId) ||
    policy.groupIds.some((group) => requester.groupIds.includes(group))
  );
}

/** Whether a child policy covers the target and everything that the spec of granted access names there (R11). */
export function childCovers(child: ChildPolicy, target: TargetRef, spec: AccessSpec, now: Date): boolean {
  return whyTargetMissed(child, target, now) === null && covers(child, target.type, spec);
}

function whyPolicyIsClosed(policy: JitPolicy, requester: Requester, now: Date) {
  if (!isLive(policy, now)) return 'policy-expired' as const;
  if (!isSubject(policy, requester)) return 'not-a-subject' as const;
  return policy.children.length === 0 ? ('no-children' as const) : null;
}

function whyChildMisses(child: ChildPolicy, target: TargetRef, spec: AccessSpec, now: Date) {
  return whyTargetMissed(child, target, now) ?? unrequestablePart(child, target.type, spec);
}

function whyTargetMissed(child: ChildPolicy, target: TargetRef, now: Date) {
  if (!isLive(child, now)) return 'child-expired' as const;
  return namesTarget(child, target) ? null : ('target-not-covered' as const);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
