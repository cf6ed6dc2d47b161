import type { TargetRef } from '@/lib/core/access/decision';
import { childTypeFor, hasTargetUsers, hasVerbs } from '@/lib/core/target/target';
import { formatAccessSpec } from '@/lib/core/text/target';
import { type ChildPolicy, isLive } from './policy';

/** What is given on each target, by its id: each way in as people read it, `as root, Shell`. */
export type Reach = ReadonlyMap<string, ReadonlySet<string>>;

/** How one reach differs from another. */
export type ReachChange = {
  /** ids of targets that only the later one reaches, and that only the earlier one did */
  moreTargets: readonly string[];
  fewerTargets: readonly string[];
  /** ways in that are new, or gone, on targets that both reach */
  moreWays: readonly string[];
  fewerWays: readonly string[];
};

/**
 * All that some children give on some targets. The same conditions as `decide()`, for every spec at once and with
 * sets, since an editor compares thousands of targets; the test compares both on random policies.
 */
export function reachOf(children: readonly ChildPolicy[], targets: readonly TargetRef[], now: Date): Reach {
  const reach = new Map<string, Set<string>>();
  for (const child of children.filter((one) => isLive(one, now))) {
    const named = new Set(child.targetIds);
    const within = new Set(child.environmentIds);
    for (const target of targets) {
      if (childTypeFor(target.type) !== child.type) continue;
      if (!named.has(target.id) && !within.has(target.environmentId)) continue;
      const ways = waysInto(child, target);
      if (ways.length === 0) continue;
      const known = reach.get(target.id) ?? new Set();
      for (const way of ways) known.add(way);
      reach.set(target.id, known);
    }
  }
  return reach;
}

/** What `after` gives that `before` did not, and the other way round. */
export function compareReach(before: Reach, after: Reach): ReachChange {
  const moreWays = new Set<string>();
  const fewerWays = new Set<string>();
  for (const [id, ways] of after) {
    const earlier = before.get(id);
    if (!earlier) continue;
    for (const way of ways) if (!earlier.has(way)) moreWays.add(way);
    for (const way of earlier) if (!ways.has(way)) fewerWays.add(way);
  }
  return {
    moreTargets: [...after.keys()].filter((id) => !before.has(id)),
    fewerTargets: [...before.keys()].filter((id) => !after.has(id)),
    moreWays: [...moreWays],
    fewerWays: [...fewerWays],
  };
}

function waysInto(child: ChildPolicy, target: TargetRef): string[] {
  const users = hasTargetUsers(target.type) ? child.targetUsers : [null];
  const verbs = hasVerbs(target.type) ? child.verbs : [null];
  // Each group may be asked for or not: what is given is the user, and each group by itself.
  const groups = target.type === 'Cluster' ? [[], ...child.targetGroups.map((group) => [group])] : [[]];
  return users.flatMap((targetUser) =>
    verbs.flatMap((verb) =>
      groups.map((targetGroups) => formatAccessSpec({ targetUser, targetGroups, verb })),
    ),
  );
}
