import type { TargetSummary } from '@/lib/core/target/target';
import { database, type Tx } from '@/lib/db/client';

export type TargetRow = TargetSummary & { environmentId: string };

/** The same with where it is reached. */
export type ReachableTarget = TargetRow & {
  host: string | null;
  port: number | null;
  /** known_hosts keys of a server, else the CA of its TLS certificate (PEM); null where it is not known */
  serverIdentity: string | null;
};

/** A target of an organization that is not retired; null when there is none of that id. */
export async function findTarget(
  organizationId: string,
  id: string,
  tx: Tx = database().prisma,
): Promise<ReachableTarget | null> {
  const rows = await tx.$queryRaw<ReachableTarget[]>`
    SELECT t."id", t."name", t."type"::text AS "type", t."environment_id" AS "environmentId",
      e."name" AS "environment", t."os", t."database_type" AS "databaseType", t."host", t."port",
      t."server_identity" AS "serverIdentity"
    FROM "target" t JOIN "environment" e ON e."id" = t."environment_id"
    WHERE t."id" = ${id}::uuid AND t."organization_id" = ${organizationId}::uuid AND t."status" <> 'Terminated'`;
  return rows[0] ?? null;
}

/** The living targets of an organization among those of some ids. */
export async function findTargetsByIds(organizationId: string, ids: readonly string[]): Promise<TargetRow[]> {
  const rows = await database().prisma.target.findMany({
    where: { organizationId, id: { in: [...ids] }, status: { not: 'Terminated' } },
    include: { environment: { select: { name: true } } },
  });
  return rows.map((row) => ({ ...row, environment: row.environment.name }));
}

/** The ids of the living targets of a name, in one environment where its name or id is given; at most 50. */
export async function findTargetIds(
  organizationId: string,
  wanted: { targetName?: string | undefined; envId?: string | undefined; envName?: string | undefined },
): Promise<string[]> {
  const { targetName: name, envId, envName } = wanted;
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
