import type { AccessSpec } from '@/lib/core/access/access-spec';
import type { ChildPolicy, JitPolicy } from '@/lib/core/policy/policy';
import type { TargetType } from '@/lib/core/target/target';

/**
 * A small organization: people with their groups, targets, and just-in-time policies with their child policies.
 * Targets are active unless `archived` is set.
 */
export type OrganizationSample = {
  people: { id: string; groupIds: string[] }[];
  targets: {
    id: string;
    name: string;
    type: TargetType;
    environmentId: string;
    archived?: boolean;
    /** how its RDP and SQL Server are reached; without it nobody is offered these */
    tunnelWay?: 'OwnSsh' | null;
  }[];
  policies: JitPolicy[];
};

/** The rule that takes precedence on a target. */
export type ReferenceRule = { policyId: string; childId: string; automatic: boolean; duration: number };

/**
 * A second, slow implementation of R1 and R2 from their text, which shares only types with `lib/core`. Tests compare
 * `decide()` and the database's list with it. Returns the rule that takes precedence for the requested access, or
 * null if no rule covers it.
 */
export function referenceDecide(
  sample: OrganizationSample,
  userId: string,
  targetId: string,
  access: AccessSpec,
  now: Date,
): ReferenceRule | null {
  let first: ReferenceRule | null = null;
  let firstAge = 0;
  for (const { policy, child, target } of coveringRules(sample, userId, targetId, now)) {
    if (!listsAccess(child, target.type, access)) continue;
    const age = policy.createdAt.getTime();
    const rule = asRule(policy, child);
    if (first === null || takesPrecedence(rule, age, first, firstAge)) {
      first = rule;
      firstAge = age;
    }
  }
  return first;
}

/**
 * Everything that a person can request: each target with at least one requestable access, with the rule that takes
 * precedence there.
 */
export function referenceRequestable(
  sample: OrganizationSample,
  userId: string,
  now: Date,
): (ReferenceRule & { targetId: string })[] {
  const list: (ReferenceRule & { targetId: string })[] = [];
  for (const target of sample.targets) {
    let first: ReferenceRule | null = null;
    let firstAge = 0;
    for (const { policy, child } of coveringRules(sample, userId, target.id, now)) {
      const onServer = target.type === 'Bzero' || target.type === 'DynamicAccessConfig';
      if (target.type !== 'Web' && child.targetUsers.length === 0) continue;
      let usable = 0;
      for (const verb of child.verbs)
        if (target.tunnelWay === 'OwnSsh' || (verb !== 'RDP' && verb !== 'SQLServer')) usable++;
      if (onServer && usable === 0) continue;
      const age = policy.createdAt.getTime();
      const rule = asRule(policy, child);
      if (first === null || takesPrecedence(rule, age, first, firstAge)) {
        first = rule;
        firstAge = age;
      }
    }
    if (first !== null) list.push({ targetId: target.id, ...first });
  }
  return list;
}

// R1: "an active just-in-time policy of their organization names them or one of their groups, and one of its active
// child policies covers the target (by name or by environment)". A child policy covers the types of target that its
// type is for.
function coveringRules(sample: OrganizationSample, userId: string, targetId: string, now: Date) {
  const found: { policy: JitPolicy; child: ChildPolicy; target: OrganizationSample['targets'][number] }[] =
    [];
  const person = sample.people.find(({ id }) => id === userId);
  const target = sample.targets.find(({ id }) => id === targetId);
  if (person === undefined || target === undefined || target.archived === true) return found;
  for (const policy of sample.policies) {
    if (policy.timeExpires !== null && policy.timeExpires.getTime() <= now.getTime()) continue;
    let isSubject = false;
    for (const subject of policy.subjectIds) if (subject === person.id) isSubject = true;
    for (const group of policy.groupIds)
      for (const own of person.groupIds) if (group === own) isSubject = true;
    if (!isSubject) continue;
    for (const child of policy.children) {
      if (child.timeExpires !== null && child.timeExpires.getTime() <= now.getTime()) continue;
      if (!coversTargetType(child.type, target.type)) continue;
      let covers = false;
      for (const name of child.targetIds) if (name === target.id) covers = true;
      for (const environment of child.environmentIds) if (environment === target.environmentId) covers = true;
      if (covers) found.push({ policy, child, target });
    }
  }
  return found;
}

function coversTargetType(policyType: string, targetType: string): boolean {
  if (policyType === 'TargetConnect') return targetType === 'Bzero' || targetType === 'DynamicAccessConfig';
  if (policyType === 'Kubernetes') return targetType === 'Cluster';
  return targetType === 'Db' || targetType === 'Web';
}

// R1: "and lists that target user, those groups and that action". A web app has no target users, only servers have
// actions, and only clusters have groups.
function listsAccess(child: ChildPolicy, type: TargetType, access: AccessSpec): boolean {
  if (type === 'Web') {
    if (access.targetUser !== null) return false;
  } else {
    let listed = false;
    for (const user of child.targetUsers) if (user === access.targetUser) listed = true;
    if (!listed) return false;
  }
  if (type === 'Cluster' && child.targetGroups.length > 0 && access.targetGroups.length === 0) return false;
  for (const group of access.targetGroups) {
    let listed = false;
    if (type === 'Cluster') for (const own of child.targetGroups) if (own === group) listed = true;
    if (!listed) return false;
  }
  if (type !== 'Bzero' && type !== 'DynamicAccessConfig') return access.verb === null;
  let listed = false;
  for (const verb of child.verbs) if (verb === access.verb) listed = true;
  return listed;
}

// R2: "an automatic policy takes precedence, then the policy with the shorter duration, then the older policy". Ids
// settle the remaining ties, so that the result is always the same.
function takesPrecedence(a: ReferenceRule, aAge: number, b: ReferenceRule, bAge: number): boolean {
  if (a.automatic && !b.automatic) return true;
  if (!a.automatic && b.automatic) return false;
  if (a.duration < b.duration) return true;
  if (a.duration > b.duration) return false;
  if (aAge < bAge) return true;
  if (aAge > bAge) return false;
  if (a.policyId < b.policyId) return true;
  if (a.policyId > b.policyId) return false;
  return a.childId < b.childId;
}

function asRule(policy: JitPolicy, child: ChildPolicy): ReferenceRule {
  return {
    policyId: policy.id,
    childId: child.id,
    automatic: policy.automaticallyApproved,
    duration: policy.duration,
  };
}
