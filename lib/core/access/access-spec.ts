import { hasTargetUsers, hasVerbs, type TargetType, type Verb } from '@/lib/core/target/target';

/**
 * Which access to a target: the account on it, the cluster groups, and the action. `targetUser` is null for web
 * apps and `verb` is null for everything but servers; only clusters have groups.
 */
export type AccessSpec = { targetUser: string | null; targetGroups: readonly string[]; verb: Verb | null };

/** The accounts, groups and actions that a policy, an offer or an entitlement lists. */
export type AccessList = {
  targetUsers: readonly string[];
  targetGroups: readonly string[];
  verbs: readonly Verb[];
};

/** One part of a spec. */
export type SpecPart = 'target-user' | 'target-groups' | 'verb';

/**
 * The first part of a spec that a list does not cover, in the order of the request form; null when it covers all.
 * An empty list covers nothing, and a part that the type of target does not have must be absent (R1).
 */
export function uncoveredPart(list: AccessList, type: TargetType, spec: AccessSpec): SpecPart | null {
  if (!coversOne(hasTargetUsers(type), list.targetUsers, spec.targetUser)) return 'target-user';
  const groups = type === 'Cluster' ? list.targetGroups : [];
  if (!spec.targetGroups.every((group) => groups.includes(group))) return 'target-groups';
  return coversOne(hasVerbs(type), list.verbs, spec.verb) ? null : 'verb';
}

/** Whether a request must name a group: on a cluster whose policy lists some. */
export function needsGroup(list: Pick<AccessList, 'targetGroups'>, type: TargetType): boolean {
  return type === 'Cluster' && list.targetGroups.length > 0;
}

/**
 * The first part of a spec that keeps it from being requested; null when it can be. As `uncoveredPart`, and no groups are
 * not enough where the list has some: a cluster user without a group can mostly do nothing. Access that was granted without
 * groups stays covered.
 */
export function unrequestablePart(list: AccessList, type: TargetType, spec: AccessSpec): SpecPart | null {
  const uncovered = uncoveredPart(list, type, spec);
  const lacksGroup = needsGroup(list, type) && spec.targetGroups.length === 0;
  return lacksGroup && uncovered !== 'target-user' ? 'target-groups' : uncovered;
}

/** Whether a list covers the account, the groups and the action of a spec (R1). */
export function covers(list: AccessList, type: TargetType, spec: AccessSpec): boolean {
  return uncoveredPart(list, type, spec) === null;
}

/**
 * Whether a list can cover a spec that is not complete: a target user or an action that is null is still to be
 * chosen.
 */
export function couldCover(list: AccessList, spec: AccessSpec): boolean {
  return (
    (spec.targetUser === null || list.targetUsers.includes(spec.targetUser)) &&
    spec.targetGroups.every((group) => list.targetGroups.includes(group)) &&
    (spec.verb === null || list.verbs.includes(spec.verb))
  );
}

function coversOne<T>(applies: boolean, listed: readonly T[], value: T | null): boolean {
  return applies ? value !== null && listed.includes(value) : value === null;
}
