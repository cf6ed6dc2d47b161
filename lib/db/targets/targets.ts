import type { TargetSummary } from '@/lib/core/target/target';
import type { TunnelFields } from '@/lib/core/target/tunnel';
import type { VirtualFields } from '@/lib/core/target/virtual';
import { database, type Tx } from '@/lib/db/client';
import type { SnapshotTarget } from '@/lib/db/policies/organization-snapshot';

export type TargetRow = TargetSummary & { environmentId: string };

/** A target, with what says whether RDP and SQL Server can be used on it. */
export type UsableTarget = TargetRow & Pick<TunnelFields, 'tunnelWay'>;

/** A target with its address. */
export type ReachableTarget = TargetRow &
  TunnelFields &
  VirtualFields & {
    /** the name of `proxyTargetId` */
    proxyTargetName: string | null;
    host: string | null;
    port: number | null;
    /** known_hosts keys of a server, otherwise the CA of its TLS certificate (PEM); null if not known */
    serverIdentity: string | null;
    /** the addresses that can use a certificate, as CIDR blocks; servers only, empty is anywhere */
    sourceAddresses: string[];
  };

/** A target; null if it is unknown or archived. */
export async function findTarget(
  organizationId: string,
  id: string,
  tx: Tx = database().prisma,
): Promise<ReachableTarget | null> {
  const rows = await tx.$queryRaw<ReachableTarget[]>`
    SELECT t."id", t."name", t."type"::text AS "type", t."environment_id" AS "environmentId",
      e."name" AS "environment", t."os", t."database_type" AS "databaseType", t."host", t."port",
      t."server_identity" AS "serverIdentity", t."source_addresses" AS "sourceAddresses",
      t."tunnel_way"::text AS "tunnelWay", t."jump_target_id" AS "jumpTargetId", t."rdp_port" AS "rdpPort",
      t."sql_server_port" AS "sqlServerPort", t."proxy_target_id" AS "proxyTargetId",
      (SELECT p."name" FROM "target" p WHERE p."id" = t."proxy_target_id") AS "proxyTargetName",
      t."proxy_environment_id" AS "proxyEnvironmentId", t."local_host" AS "localHost", t."local_port" AS "localPort",
      t."authentication_type" AS "authenticationType", t."authentication_label" AS "authenticationLabel",
      t."cloud_service_provider" AS "cloudServiceProvider"
    FROM "target" t JOIN "environment" e ON e."id" = t."environment_id"
    WHERE t."id" = ${id}::uuid AND t."organization_id" = ${organizationId}::uuid AND t."status" <> 'Terminated'`;
  return rows[0] ?? null;
}

/** The server in use that has a name in an environment; null if there is none. */
export async function findServerByName(
  tx: Tx,
  organizationId: string,
  environmentId: string,
  name: string,
): Promise<{ id: string; serverIdentity: string | null } | null> {
  return tx.target.findFirst({
    where: { organizationId, environmentId, name, type: 'Bzero', status: { not: 'Terminated' } },
    select: { id: true, serverIdentity: true },
  });
}

/** The targets with these ids that are not archived. */
export async function findTargetsByIds(
  organizationId: string,
  ids: readonly string[],
  tx: Tx = database().prisma,
): Promise<UsableTarget[]> {
  const rows = await tx.target.findMany({
    where: { organizationId, id: { in: [...ids] }, status: { not: 'Terminated' } },
    include: { environment: { select: { name: true } } },
  });
  return rows.map((row) => ({ ...row, environment: row.environment.name }));
}

/** The targets that are reached through a server, by name, without archived ones. */
export async function findReachedThrough(
  organizationId: string,
  jumpTargetId: string,
  tx: Tx = database().prisma,
): Promise<
  {
    id: string;
    name: string;
    environment: string;
    host: string;
    rdpPort: number | null;
    sqlServerPort: number | null;
  }[]
> {
  return tx.$queryRaw`
    SELECT t."id", t."name", e."name" AS "environment", t."host", t."rdp_port" AS "rdpPort",
      t."sql_server_port" AS "sqlServerPort"
    FROM "target" t JOIN "environment" e ON e."id" = t."environment_id"
    WHERE t."jump_target_id" = ${jumpTargetId}::uuid AND t."organization_id" = ${organizationId}::uuid
      AND t."status" <> 'Terminated'
    ORDER BY t."name", t."id"`;
}

/** The databases and web apps behind a target or an environment, sorted by name, without archived ones. */
export async function findBehind(
  organizationId: string,
  proxy: { proxyTargetId: string } | { proxyEnvironmentId: string },
  tx: Tx = database().prisma,
): Promise<Pick<ReachableTarget, 'id' | 'name' | 'type' | 'databaseType' | 'host' | 'port'>[]> {
  return tx.target.findMany({
    where: { organizationId, ...proxy, status: { not: 'Terminated' } },
    select: { id: true, name: true, type: true, databaseType: true, host: true, port: true },
    orderBy: { name: 'asc' },
  });
}

/** The ids of targets with a name, optionally in one environment, without archived ones; at most 50. */
export async function findTargetIds(
  organizationId: string,
  filter: { targetName?: string | undefined; envId?: string | undefined; envName?: string | undefined },
): Promise<string[]> {
  const { targetName: name, envId, envName } = filter;
  if (name === undefined) return [];
  const rows = await database().prisma.target.findMany({
    where: {
      organizationId,
      name,
      status: { not: 'Terminated' },
      ...(envId && { environmentId: envId }),
      ...(envName && { environment: { name: envName } }),
    },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: 50,
  });
  return rows.map(({ id }) => id);
}

/** Targets with one of these names, in all environments, archived ones included: before those in use, the newest last. */
export async function findTargetsByNames(
  tx: Tx,
  organizationId: string,
  names: readonly string[],
): Promise<SnapshotTarget[]> {
  const rows = await tx.target.findMany({
    where: { organizationId, name: { in: [...names] } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const targets = rows.map(({ status, ...target }) => ({ ...target, archived: status === 'Terminated' }));
  return targets.sort((a, b) => Number(b.archived) - Number(a.archived));
}
