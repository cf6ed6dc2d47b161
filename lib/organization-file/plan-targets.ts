import type { InputError } from '@/lib/core/error';
import { isOwnSsh } from '@/lib/core/target/target-import';
import { noTunnel } from '@/lib/core/target/tunnel';
import { notVirtual, type VirtualFields } from '@/lib/core/target/virtual';
import type {
  SnapshotEnvironment,
  SnapshotTarget,
  SnapshotWholeTarget,
} from '@/lib/db/policies/organization-snapshot';
import type { Section } from './check-shape';
import type { FileTarget } from './file-schema';
import { findProxy } from './find-proxy';
import type { Ids } from './ids';
import { findDuplicates, type Lookup } from './lookup';

export type TargetPlan = { added: SnapshotWholeTarget[]; changed: SnapshotWholeTarget[] };

type Placed = {
  path: string;
  value: FileTarget;
  before: SnapshotWholeTarget | undefined;
  target: SnapshotWholeTarget;
};

/**
 * The targets to create and to change. An environment and a name identify a target. A file that says nothing about the proxy,
 * the local address or the authentication leaves them.
 */
export function planTargets(
  { entries, invalidNames }: Section<FileTarget>,
  stored: readonly SnapshotWholeTarget[],
  environments: { known: readonly SnapshotEnvironment[]; lookUp: Lookup<SnapshotEnvironment> },
  ids: Ids,
): { plan: TargetPlan; faults: InputError[]; lookUp: Lookup<SnapshotWholeTarget> } {
  const plan: TargetPlan = { added: [], changed: [] };
  const faults = findDuplicates(entries, 'name', ({ name, environment }) => `${environment}/${name}`);
  const known = new Map(stored.filter(({ archived }) => !archived).map((target) => [target.id, target]));
  const unplaced = new Set(invalidNames);
  const placed: Placed[] = [];
  for (const { path, value } of entries) {
    const environment = environments.lookUp(value.environment);
    if (environment === 'invalid' || 'error' in environment) {
      unplaced.add(value.name);
      if (environment !== 'invalid') faults.push({ path: `${path}.environment`, message: environment.error });
      continue;
    }
    const environmentId = environment.item.id;
    const before = findBefore(stored, value, environmentId);
    const id = ids.choose(path, value.id, before?.id);
    const target = asStored(value, { id, environmentId, before });
    known.set(target.id, target);
    placed.push({ path, value, before, target });
  }
  const names = new Map(environments.known.map(({ id, name }) => [id, name]));
  const lookUp = lookUpTarget([...known.values()], names, unplaced);
  for (const { path, value, before, target: alone } of placed) {
    const way = findWay(alone, value.way, lookUp);
    if (typeof way === 'string') faults.push({ path: `${path}.way`, message: way });
    const proxy = findProxy(path, value, { target: lookUp, environment: environments.lookUp });
    if ('fault' in proxy) faults.push(proxy.fault);
    const target = { ...alone, ...(typeof way !== 'string' && way), ...('fields' in proxy && proxy.fields) };
    if (!before) plan.added.push(target);
    else if (before.type !== target.type) {
      const message = `a target of type ${before.type} with this name already exists. Choose another name`;
      faults.push({ path: `${path}.type`, message });
    } else if (differs(before, target)) plan.changed.push(target);
  }
  return { plan, faults: [...faults, ...findLostJumps(entries, plan, [...known.values()])], lookUp };
}

/** The stored target that an item of the file is about: the one in use, otherwise the archived one that it restores. */
function findBefore(
  stored: readonly SnapshotWholeTarget[],
  { id, name }: FileTarget,
  environmentId: string,
): SnapshotWholeTarget | undefined {
  const named = stored.filter((each) => each.environmentId === environmentId && each.name === name);
  const inUse = named.find(({ archived }) => !archived);
  return inUse ?? (id === undefined ? named[0] : named.find((each) => each.id === id));
}

/** How RDP and SQL Server of a target are reached by its `way`, or what is wrong with it. */
function findWay(
  { id }: SnapshotTarget,
  way: string | undefined,
  lookUp: Lookup<SnapshotWholeTarget>,
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

/** Finds a target by `name`, `name.environment` or id. */
function lookUpTarget(
  targets: readonly SnapshotWholeTarget[],
  environments: ReadonlyMap<string, string>,
  invalidNames: ReadonlySet<string>,
): Lookup<SnapshotWholeTarget> {
  const fullName = ({ name, environmentId }: SnapshotTarget) => `${name}.${environments.get(environmentId)}`;
  const byName = new Map<string, SnapshotWholeTarget[]>();
  for (const target of targets) {
    for (const name of [target.name, fullName(target), target.id]) {
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

function asStored(
  target: FileTarget,
  about: { id: string; environmentId: string; before: SnapshotWholeTarget | undefined },
): SnapshotWholeTarget {
  const { id, environmentId, before = notVirtual } = about;
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
    proxyTargetId: before.proxyTargetId,
    proxyEnvironmentId: before.proxyEnvironmentId,
    localHost: target.localHost ?? before.localHost,
    localPort: target.localPort ?? before.localPort,
    ...authenticationOf(target, before),
    archived: false,
  };
}

/** The authentication of the file replaces the stored one as a whole. */
function authenticationOf(target: FileTarget, before: VirtualFields) {
  const { authenticationType, authenticationLabel, cloudServiceProvider } =
    target.authenticationType === undefined ? before : target;
  return {
    authenticationType: authenticationType ?? null,
    authenticationLabel: authenticationLabel ?? null,
    cloudServiceProvider: cloudServiceProvider ?? null,
  };
}

function differs(a: SnapshotWholeTarget, b: SnapshotWholeTarget): boolean {
  const facts = (target: SnapshotWholeTarget) => {
    const { os, host, port, databaseType, archived } = target;
    const { tunnelWay, jumpTargetId, rdpPort, sqlServerPort } = target;
    const { proxyTargetId, proxyEnvironmentId, localHost, localPort } = target;
    const { authenticationType, authenticationLabel, cloudServiceProvider } = target;
    return JSON.stringify([
      ...[os, host, port, databaseType, archived, tunnelWay, jumpTargetId, rdpPort, sqlServerPort],
      ...[
        proxyTargetId,
        proxyEnvironmentId,
        localHost,
        localPort,
        authenticationType,
        authenticationLabel,
        cloudServiceProvider,
      ],
    ]);
  };
  return facts(a) !== facts(b);
}
