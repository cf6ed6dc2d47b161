import type { Role } from '@/lib/core/actor';
import type { Tx } from '@/lib/db/client';
import type { SnapshotTarget } from '@/lib/db/policies/organization-snapshot';

/** Adds environments to an organization. P2002 when a name is taken. */
export async function insertEnvironments(
  tx: Tx,
  organizationId: string,
  environments: readonly { id: string; name: string; description?: string }[],
): Promise<void> {
  await tx.environment.createMany({ data: environments.map((row) => ({ organizationId, ...row })) });
}

/** Adds targets, each to its environment. P2002 when a name is taken in one. */
export async function insertTargets(
  tx: Tx,
  organizationId: string,
  targets: readonly SnapshotTarget[],
): Promise<void> {
  await tx.target.createMany({
    data: targets.map(({ retired: _, ...row }) => ({ organizationId, ...row })),
  });
}

/** Writes what a target is; one that was retired comes back. */
export async function updateTarget(tx: Tx, organizationId: string, target: SnapshotTarget): Promise<void> {
  const { id, type, os, host, port, databaseType } = target;
  await tx.target.updateMany({ where: { id, organizationId }, data: { type, os, host, port, databaseType } });
  await tx.target.updateMany({
    where: { id, organizationId, status: 'Terminated' },
    data: { status: 'Online' },
  });
}

/** Adds people who have not signed in yet: until then, their address is their name. P2002 when it is taken. */
export async function insertPeople(
  tx: Tx,
  organizationId: string,
  people: readonly { id: string; email: string; role: Role }[],
): Promise<void> {
  await tx.user.createMany({
    data: people.map(({ id, email, role }) => ({ organizationId, id, email, name: email, role })),
  });
}

/** Adds groups that the identity provider has not named yet. */
export async function insertGroups(
  tx: Tx,
  organizationId: string,
  groups: readonly { id: string; name: string }[],
): Promise<void> {
  await tx.group.createMany({ data: groups.map((row) => ({ organizationId, ...row })) });
}

/** What is stored of a target, besides its status. */
export type TargetColumns = Omit<SnapshotTarget, 'id' | 'retired' | 'type'>;

/** Writes what a target is. False when there is none of that id. P2002 when its name is taken there. */
export async function writeTarget(
  tx: Tx,
  organizationId: string,
  id: string,
  columns: TargetColumns,
): Promise<boolean> {
  const { environmentId, name, os, host, port, databaseType } = columns;
  const data = { environmentId, name, os, host, port, databaseType };
  return (await tx.target.updateMany({ where: { id, organizationId }, data })).count === 1;
}

/** Retires a target, or brings it back. False when it was so already. */
export async function writeTargetRetired(
  tx: Tx,
  organizationId: string,
  id: string,
  retired: boolean,
): Promise<boolean> {
  const status = retired ? { not: 'Terminated' as const } : ('Terminated' as const);
  const { count } = await tx.target.updateMany({
    where: { id, organizationId, status },
    data: { status: retired ? 'Terminated' : 'Online' },
  });
  return count === 1;
}

/** Writes what an environment is called. False when there is none of that id. P2002 when the name is taken. */
export async function writeEnvironment(
  tx: Tx,
  organizationId: string,
  id: string,
  data: { name: string; description: string },
): Promise<boolean> {
  return (await tx.environment.updateMany({ where: { id, organizationId }, data })).count === 1;
}

/** Retires an environment at a moment, or brings it back with null. False when it was so already. */
export async function writeEnvironmentRetired(
  tx: Tx,
  organizationId: string,
  id: string,
  at: Date | null,
): Promise<boolean> {
  const { count } = await tx.environment.updateMany({
    where: { id, organizationId, retiredAt: at === null ? { not: null } : null },
    data: { retiredAt: at },
  });
  return count === 1;
}

/** Keeps whom to believe that it is a target, where nothing is known yet. */
export async function learnServerIdentity(
  tx: Tx,
  organizationId: string,
  id: string,
  serverIdentity: string,
): Promise<void> {
  await tx.target.updateMany({
    where: { id, organizationId, serverIdentity: null },
    data: { serverIdentity },
  });
}

/** Writes whom to believe that it is a target, and from where its certificates may be used. */
export async function writeTargetTrust(
  tx: Tx,
  organizationId: string,
  id: string,
  trust: { serverIdentity: string | null; sourceAddresses: string[] },
): Promise<void> {
  await tx.target.updateMany({ where: { id, organizationId }, data: trust });
}
