import type { Role } from '@/lib/core/actor';
import type { Tx } from './client';
import type { HeldTarget } from './holdings';

/** Adds environments to an organization. P2002 when a name is taken. */
export async function insertEnvironments(
  tx: Tx,
  organizationId: string,
  environments: readonly { id: string; name: string }[],
): Promise<void> {
  await tx.environment.createMany({ data: environments.map((row) => ({ organizationId, ...row })) });
}

/** Adds targets, each to its environment. P2002 when a name is taken in one. */
export async function insertTargets(
  tx: Tx,
  organizationId: string,
  targets: readonly HeldTarget[],
): Promise<void> {
  await tx.target.createMany({
    data: targets.map(({ retired: _, ...row }) => ({ organizationId, ...row })),
  });
}

/** Writes what a target is; one that was retired comes back. */
export async function updateTarget(tx: Tx, organizationId: string, target: HeldTarget): Promise<void> {
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
