import type { InputError } from '@/lib/core/error';
import type { SnapshotEnvironment } from '@/lib/db/policies/organization-snapshot';
import type { Section } from './check-shape';
import type { FileEnvironment } from './file-schema';
import type { Ids } from './ids';
import { findDuplicates, type Lookup, lookupIn } from './lookup';

export type NewEnvironment = SnapshotEnvironment & { createdAt: Date | undefined };
export type EnvironmentPlan = { added: NewEnvironment[]; changed: SnapshotEnvironment[] };

/** The environments to create and to change. What the file leaves out stays. */
export function planEnvironments(
  { entries, invalidNames }: Section<FileEnvironment>,
  stored: readonly SnapshotEnvironment[],
  ids: Ids,
): {
  plan: EnvironmentPlan;
  faults: InputError[];
  known: readonly SnapshotEnvironment[];
  lookUp: Lookup<SnapshotEnvironment>;
} {
  const byName = new Map(stored.map((environment) => [environment.name, environment]));
  const plan: EnvironmentPlan = { added: [], changed: [] };
  for (const { path, value } of entries) {
    const before = byName.get(value.name);
    const environment = {
      id: ids.choose(path, value.id, before?.id),
      name: value.name,
      description: value.description ?? before?.description ?? '',
      offlineCleanupTimeoutHours: value.offlineCleanupTimeoutHours ?? before?.offlineCleanupTimeoutHours ?? 0,
    };
    if (!before) plan.added.push({ ...environment, createdAt: value.createdAt });
    else if (differs(before, environment)) plan.changed.push(environment);
    byName.set(value.name, environment);
  }
  return {
    plan,
    faults: findDuplicates(entries, 'name', ({ name }) => name),
    known: [...stored, ...plan.added],
    lookUp: lookupIn('environment', byName, invalidNames),
  };
}

function differs(a: SnapshotEnvironment, b: SnapshotEnvironment): boolean {
  return a.description !== b.description || a.offlineCleanupTimeoutHours !== b.offlineCleanupTimeoutHours;
}
