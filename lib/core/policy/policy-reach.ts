import type { AccessSpec } from '@/lib/core/access/access-spec';
import type { TargetRef } from '@/lib/core/access/decision';
import { childTypeFor, hasTargetUsers, hasVerbs } from '@/lib/core/target/target';
import { formatAccessSpec } from '@/lib/core/text/target';
import { type ChildPolicy, isLive } from './policy';

/** The access that policies give, by target id and by phrase, such as `as root, Shell`. */
export type Reach = ReadonlyMap<string, ReadonlyMap<string, AccessSpec>>;

/** How one reach differs from another. */
export type ReachChange = {
  /** ids of targets that only the later reach has, and that only the earlier one had */
  addedTargets: readonly string[];
  removedTargets: readonly string[];
  /** access that was added or removed on targets that both have */
  addedAccess: readonly string[];
  removedAccess: readonly string[];
};

/**
 * All access that child policies give on targets. The same conditions as `decide()`, for every spec and with sets, because
 * an editor compares thousands of targets. The test compares both on random policies.
 */
export function reachOf(children: readonly ChildPolicy[], targets: readonly TargetRef[], now: Date): Reach {
  const reach = new Map<string, Map<string, AccessSpec>>();
  for (const child of children.filter((one) => isLive(one, now))) {
    const named = new Set(child.targetIds);
    const within = new Set(child.environmentIds);
    for (const target of targets) {
      if (childTypeFor(target.type) !== child.type) continue;
      if (!named.has(target.id) && !within.has(target.environmentId)) continue;
      const specs = accessOn(child, target);
      if (specs.length === 0) continue;
      const known = reach.get(target.id) ?? new Map();
      for (const spec of specs) known.set(formatAccessSpec(spec), spec);
      reach.set(target.id, known);
    }
  }
  return reach;
}

/** What `after` adds to `before`, and what it removes. */
export function compareReach(before: Reach, after: Reach): ReachChange {
  const addedAccess = new Set<string>();
  const removedAccess = new Set<string>();
  for (const [id, specs] of after) {
    const earlier = before.get(id);
    if (!earlier) continue;
    for (const spec of specs.keys()) if (!earlier.has(spec)) addedAccess.add(spec);
    for (const spec of earlier.keys()) if (!specs.has(spec)) removedAccess.add(spec);
  }
  return {
    addedTargets: [...after.keys()].filter((id) => !before.has(id)),
    removedTargets: [...before.keys()].filter((id) => !after.has(id)),
    addedAccess: [...addedAccess],
    removedAccess: [...removedAccess],
  };
}

function accessOn(child: ChildPolicy, target: TargetRef): AccessSpec[] {
  const users = hasTargetUsers(target.type) ? child.targetUsers : [null];
  const verbs = hasVerbs(target.type) ? child.verbs : [null];
  // A request can name any of the groups or none, so the reach has the user without a group and with each group.
  const groups = target.type === 'Cluster' ? [[], ...child.targetGroups.map((group) => [group])] : [[]];
  return users.flatMap((targetUser) =>
    verbs.flatMap((verb) => groups.map((targetGroups) => ({ targetUser, targetGroups, verb }))),
  );
}
