import { newId } from '@/lib/context';
import type { InputError } from '@/lib/core/error';
import type { SnapshotTarget } from '@/lib/db/policies/organization-snapshot';
import type { Section } from './check-shape';
import type { FileEnvironment, FileTarget } from './file-schema';
import { faultsOfRepeats, type Lookup, lookupIn } from './look-up';

type Environment = { id: string; name: string };
export type TargetPlan = { added: SnapshotTarget[]; changed: SnapshotTarget[] };

/** Which environments come. */
export function planEnvironments(
  { entries, spoilt }: Section<FileEnvironment>,
  held: readonly Environment[],
): { added: Environment[]; faults: InputError[]; known: Environment[]; lookUp: Lookup<Environment> } {
  const taken = new Set(held.map(({ name }) => name));
  const added = entries
    .filter(({ value }) => !taken.has(value.name))
    .map(({ value }) => ({ id: newId(), name: value.name }));
  const known = [...held, ...added];
  const faults = faultsOfRepeats(entries, 'name', ({ name }) => name);
  const byName = new Map(known.map((environment) => [environment.name, environment]));
  return { added, faults, known, lookUp: lookupIn('environment', byName, spoilt) };
}

/** Which targets come, and which are not as the file says. A target is its environment and its name. */
export function planTargets(
  { entries, spoilt }: Section<FileTarget>,
  held: readonly SnapshotTarget[],
  environments: { known: readonly Environment[]; lookUp: Lookup<Environment> },
): { plan: TargetPlan; faults: InputError[]; lookUp: Lookup<SnapshotTarget> } {
  const plan: TargetPlan = { added: [], changed: [] };
  const faults = faultsOfRepeats(entries, 'name', ({ name, environment }) => `${environment}/${name}`);
  const known = new Map(held.filter(({ retired }) => !retired).map((target) => [target.id, target]));
  const unplaced = new Set(spoilt);
  for (const { path, value } of entries) {
    const environment = environments.lookUp(value.environment);
    if (environment === 'spoilt' || 'fault' in environment) {
      unplaced.add(value.name);
      if (environment !== 'spoilt') faults.push({ path: `${path}.environment`, message: environment.fault });
      continue;
    }
    const environmentId = environment.item.id;
    const before = held.find((each) => each.environmentId === environmentId && each.name === value.name);
    const target = asStored(value, before?.id ?? newId(), environmentId);
    known.set(target.id, target);
    if (!before) plan.added.push(target);
    else if (before.type !== target.type) {
      const message = `the target is of type ${before.type}, which stays: give this one another name`;
      faults.push({ path: `${path}.type`, message });
    } else if (differs(before, target)) plan.changed.push(target);
  }
  const names = new Map(environments.known.map(({ id, name }) => [id, name]));
  return { plan, faults, lookUp: lookUpTarget([...known.values()], names, unplaced) };
}

/** Finds a target by `name` or `name.environment`. */
function lookUpTarget(
  targets: readonly SnapshotTarget[],
  environments: ReadonlyMap<string, string>,
  spoilt: ReadonlySet<string>,
): Lookup<SnapshotTarget> {
  const fullName = ({ name, environmentId }: SnapshotTarget) => `${name}.${environments.get(environmentId)}`;
  const byName = new Map<string, SnapshotTarget[]>();
  for (const target of targets) {
    for (const name of [target.name, fullName(target)]) {
      byName.set(name, [...(byName.get(name) ?? []), target]);
    }
  }
  return (name) => {
    const [item, ...others] = byName.get(name) ?? [];
    if (item && others.length === 0) return { item };
    if (item) {
      const choices = [item, ...others].map(fullName).join(' or ');
      return { fault: `there are several targets "${name}": write name.environment, ${choices}` };
    }
    const isSpoilt = [...spoilt].some((each) => name === each || name.startsWith(`${each}.`));
    return isSpoilt ? 'spoilt' : { fault: `there is no target "${name}"` };
  };
}

function asStored(target: FileTarget, id: string, environmentId: string): SnapshotTarget {
  const { name, type, os, host, port, databaseType } = target;
  return {
    id,
    environmentId,
    name,
    type,
    os: type === 'Bzero' ? (os ?? 'Linux') : null,
    host: host ?? null,
    port: port ?? null,
    databaseType: databaseType ?? null,
    retired: false,
  };
}

function differs(a: SnapshotTarget, b: SnapshotTarget): boolean {
  const facts = ({ os, host, port, databaseType, retired }: SnapshotTarget) =>
    JSON.stringify([os, host, port, databaseType, retired]);
  return facts(a) !== facts(b);
}
