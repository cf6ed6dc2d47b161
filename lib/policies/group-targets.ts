import type { Reach } from '@/lib/core/policy/policy-reach';
import type { TargetRow } from '@/lib/db/targets/targets';

/** The targets of a draft in one environment, and how the draft changes them. */
export type TargetGroup = {
  environment: string;
  count: number;
  /** the first ones: what the draft adds and removes, then what it keeps */
  targets: readonly { name: string; change: 'added' | 'removed' | null }[];
};

const mostGroups = 8;
const mostTargets = 6;

/** The targets that a draft covers, or no longer covers, by environment: the first environments, sorted by name. */
export function groupTargets(targets: readonly TargetRow[], before: Reach, after: Reach): TargetGroup[] {
  const groups = new Map<string, TargetGroup['targets'][number][]>();
  for (const { id, name, environment } of targets) {
    const [was, is] = [before.has(id), after.has(id)];
    if (!was && !is) continue;
    const change = was === is ? null : is ? 'added' : 'removed';
    const known = groups.get(environment);
    if (known) known.push({ name, change });
    else groups.set(environment, [{ name, change }]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, mostGroups)
    .map(([environment, all]) => ({
      environment,
      count: all.length,
      targets: [...all.filter(({ change }) => change), ...all.filter(({ change }) => !change)].slice(
        0,
        mostTargets,
      ),
    }));
}
