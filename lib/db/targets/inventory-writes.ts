import type { VirtualFields } from '@/lib/core/target/virtual';
import type { Tx } from '@/lib/db/client';
import type { SnapshotTarget } from '@/lib/db/policies/organization-snapshot';

type EnvironmentColumns = { name: string; description: string; offlineCleanupTimeoutHours: number };

/** Inserts environments. P2002 if a name is in use. */
export async function insertEnvironments(
  tx: Tx,
  organizationId: string,
  environments: readonly ({
    id: string;
    name: string;
    createdAt?: Date | undefined;
  } & Partial<EnvironmentColumns>)[],
): Promise<void> {
  await tx.environment.createMany({
    data: environments.map(({ createdAt, ...row }) => ({
      organizationId,
      ...row,
      ...(createdAt && { createdAt }),
    })),
  });
}

/** Inserts targets, which can go through each other. P2002 if a name is in use in the environment. */
export async function insertTargets(
  tx: Tx,
  organizationId: string,
  targets: readonly (SnapshotTarget & Partial<VirtualFields>)[],
): Promise<void> {
  await tx.target.createMany({
    data: targets.map(({ archived: _, ...row }) => ({ organizationId, ...row })),
  });
}

export type TargetColumns = Omit<SnapshotTarget, 'id' | 'archived' | 'type'>;

/** Writes the fields of a target, except virtual ones. False if it does not exist. P2002 if the name is in use in the environment. */
export async function writeTarget(
  tx: Tx,
  organizationId: string,
  id: string,
  columns: TargetColumns,
): Promise<boolean> {
  const { environmentId, name, os, host, port, databaseType } = columns;
  const { tunnelWay, jumpTargetId, rdpPort, sqlServerPort } = columns;
  const tunnel = { tunnelWay, jumpTargetId, rdpPort, sqlServerPort };
  const data = { environmentId, name, os, host, port, databaseType, ...tunnel };
  return (await tx.target.updateMany({ where: { id, organizationId }, data })).count === 1;
}

/** Writes the virtual fields of a database or web app. */
export async function writeVirtualFields(
  tx: Tx,
  organizationId: string,
  id: string,
  fields: VirtualFields,
): Promise<void> {
  const { proxyTargetId, proxyEnvironmentId, localHost, localPort } = fields;
  const { authenticationType, authenticationLabel, cloudServiceProvider } = fields;
  const proxy = { proxyTargetId, proxyEnvironmentId };
  const authentication = { authenticationType, authenticationLabel, cloudServiceProvider };
  const data = { ...proxy, localHost, localPort, ...authentication };
  await tx.target.updateMany({ where: { id, organizationId }, data });
}

/**
 * Archives or restores a target; a restored one forgets a proxy that is archived. False if nothing changed. P2002 if the
 * name is in use in the environment.
 */
export async function writeTargetArchived(
  tx: Tx,
  organizationId: string,
  id: string,
  archived: boolean,
): Promise<boolean> {
  const status = archived ? { not: 'Terminated' as const } : ('Terminated' as const);
  const { count } = await tx.target.updateMany({
    where: { id, organizationId, status },
    data: { status: archived ? 'Terminated' : 'Online' },
  });
  if (archived || count === 0) return count === 1;
  await tx.target.updateMany({
    where: { id, organizationId, proxyTarget: { status: 'Terminated' } },
    data: { proxyTargetId: null },
  });
  await tx.target.updateMany({
    where: { id, organizationId, proxyEnvironment: { retiredAt: { not: null } } },
    data: { proxyEnvironmentId: null },
  });
  return count === 1;
}

/** Writes the fields of an environment. False if it does not exist. P2002 if the name is in use. */
export async function writeEnvironment(
  tx: Tx,
  organizationId: string,
  id: string,
  data: EnvironmentColumns,
): Promise<boolean> {
  return (await tx.environment.updateMany({ where: { id, organizationId }, data })).count === 1;
}

/** Archives an environment at `at`, or restores it with null. False if nothing changed. P2002 if the name is in use. */
export async function writeEnvironmentArchived(
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

/** Writes the identity of a target that has none yet. */
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

/** Writes the identity of a target, and the addresses that it accepts certificates from. */
export async function writeTargetTrust(
  tx: Tx,
  organizationId: string,
  id: string,
  trust: { serverIdentity: string | null; sourceAddresses: string[] },
): Promise<void> {
  await tx.target.updateMany({ where: { id, organizationId }, data: trust });
}
