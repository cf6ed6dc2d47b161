import { newId } from '@/lib/context';
import type { InputError } from '@/lib/core/error';
import { isOwnSsh } from '@/lib/core/target/target-import';
import { noTunnel } from '@/lib/core/target/tunnel';
import type { SnapshotTarget } from '@/lib/db/policies/organization-snapshot';
import type { Section } from './check-shape';
import type { FileEnvironment, FileTarget } from './file-schema';
import { findDuplicates, type Lookup, lookupIn } from './lookup';

type Environment = { id: string; name: string };
export type TargetPlan = { added: SnapshotTarget[]; changed: SnapshotTarget[] };

/** The environments to create. */
export function planEnvironments(
  { entries, invalidNames }: Section<FileEnvironment>,
  stored: readonly Environment[],
): { added: Environment[]; faults: InputError[]; known: Environment[]; lookUp: Lookup<Environment> } {
  const taken = new Set(stored.map(({ name }) => name));
  const added = entries
    .filter(({ value }) => !taken.has(value.name))
    .map(({ value }) => ({ id: newId(), name: value.name }));
  const known = [...stored, ...added];
  const faults = findDuplicates(entries, 'name', ({ name }) => name);
  const byName = new Map(known.map((environment) => [environment.name, environment]));
  return { added, faults, known, lookUp: lookupIn('environment', byName, invalidNames) };
}

/** The targets to create and to change. An environment and a name identify a target. */
export function planTargets(
  { entries, invalidNames }: Section<FileTarget>,
  stored: readonly SnapshotTarget[],
  environments: { known: readonly Environment[]; lookUp: Lookup<Environment> },
): { plan: TargetPlan; faults: InputError[]; lookUp: Lookup<SnapshotTarget> } {
  const plan: TargetPlan = { added: [], changed: [] };
  const faults = findDuplicates(entries, 'name', ({ name, environment }) => `${environment}/${name}`);
  const known = new Map(stored.filter(({ archived }) => !archived).map((target) => [target.id, target]));
  const unplaced = new Set(invalidNames);
  const placed: {
    path: string;
    value: FileTarget;
    before: SnapshotTarget | undefined;
    target: SnapshotTarget;
  }[] = [];
  for (const { path, value } of entries) {
    const environment = environments.lookUp(value.environment);
    if (environment === 'invalid' || 'error' in environment) {
      unplaced.add(value.name);
      if (environment !== 'invalid') faults.push({ path: `${path}.environment`, message: environment.error });
      continue;
    }
    const environmentId = environment.item.id;
    const before = stored.find((each) => each.environmentId === environmentId && each.name === value.name);
    const target = asStored(value, before?.id ?? newId(), environmentId);
    known.set(target.id, target);
    placed.push({ path, value, before, target });
  }
  const names = new Map(environments.known.map(({ id, name }) => [id, name]));
  const lookUp = lookUpTarget([...known.values()], names, unplaced);
  for (const { path, value, before, target: withoutWay } of placed) {
    const way = findWay(withoutWay, value.way, lookUp);
    if (typeof way === 'string') faults.push({ path: `${path}.way`, message: way });
    const target = typeof way === 'string' ? withoutWay : { ...withoutWay, ...way };
    if (!before) plan.added.push(target);
    else if (before.type !== target.type) {
      const message = `a target of type ${before.type} with this name already exists. Choose another name`;
      faults.push({ path: `${path}.type`, message });
    } else if (differs(before, target)) plan.changed.push(target);
  }
  return { plan, faults: [...faults, ...findLostJumps(entries, plan, [...known.values()])], lookUp };
}

/** How RDP and SQL Server of a target are reached by its `way`, or what is wrong with it. */
function findWay(
  { id }: SnapshotTarget,
  way: string | undefined,
  lookUp: Lookup<SnapshotTarget>,
): Pick<SnapshotTarget, 'tunnelWay' | 'jumpTargetId'> | string {
  if (way === undefined) return { tunnelWay: null, jumpTargetId: null };
  if (isOwnSsh(way)) return { tunnelWay: 'OwnSsh', jumpTargetId: null };
  const jump = lookUp(way);
  if (jump === 'invalid') return { tunnelWay: null, jumpTargetId: null };
  if ('error' in jump) return `${jump.error}. Use own-ssh, or the name of a server`;
  const { item } = jump;
  if (item.type !== 'Bzero' || item.id === id) return 'must be own-ssh, or the name of another server';
  return item.host === null ? `${item.name} has no host` : { tunnelWay: 'Jump', jumpTargetId: item.id };
}

/** An error for each server that loses the host that a target outside of the file is reached through. */
function findLostJumps(
  entries: Section<FileTarget>['entries'],
  { changed }: TargetPlan,
  known: readonly SnapshotTarget[],
): InputError[] {
  const written = new Map(changed.map((target) => [target.id, target]));
  return known.flatMap((target) => {
    const { jumpTargetId, name } = written.get(target.id) ?? target;
    const jump = jumpTargetId === null ? undefined : written.get(jumpTargetId);
    if (jump?.host !== null || jump === undefined) return [];
    const entry = entries.find(({ value }) => value.name === jump.name);
    return entry
      ? [{ path: `${entry.path}.host`, message: `is missing, and ${name} is reached through it` }]
      : [];
  });
}

/** Finds a target by `name` or `name.environment`. */
function lookUpTarget(
  targets: readonly SnapshotTarget[],
  environments: ReadonlyMap<string, string>,
  invalidNames: ReadonlySet<string>,
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
      return { error: `several targets are named "${name}". Use ${choices}` };
    }
    const isInvalid = [...invalidNames].some((each) => name === each || name.startsWith(`${each}.`));
    return isInvalid ? 'invalid' : { error: `target "${name}" not found` };
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
    ...noTunnel,
    rdpPort: (type === 'Bzero' && target.rdpPort) || null,
    sqlServerPort: (type === 'Bzero' && target.sqlServerPort) || null,
    archived: false,
  };
}

function differs(a: SnapshotTarget, b: SnapshotTarget): boolean {
  const facts = ({ os, host, port, databaseType, archived, ...target }: SnapshotTarget) => {
    const { tunnelWay, jumpTargetId, rdpPort, sqlServerPort } = target;
    return JSON.stringify([
      os,
      host,
      port,
      databaseType,
      archived,
      tunnelWay,
      jumpTargetId,
      rdpPort,
      sqlServerPort,
    ]);
  };
  return facts(a) !== facts(b);
}
