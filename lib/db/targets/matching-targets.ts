import { Prisma } from '@/generated/prisma/client';
import type { TargetType } from '@/lib/core/target/target';
import { database } from '@/lib/db/client';
import { searchPattern } from '@/lib/db/search-pattern';
import type { TargetRow } from './targets';

/** Targets of some types whose name or environment contains the query; names that start with it come first. */
export async function findMatchingTargets(
  organizationId: string,
  types: readonly TargetType[],
  query: string,
  take: number,
): Promise<TargetRow[]> {
  const pattern = searchPattern(query);
  const ofTypes = Prisma.sql`t."type"::text = ANY (${[...types]}::text[])`;
  return database().prisma.$queryRaw`
    SELECT t."id", t."name", t."type"::text AS "type", t."environment_id" AS "environmentId",
      e."name" AS "environment", t."os", t."database_type" AS "databaseType"
    FROM "target" t JOIN "environment" e ON e."id" = t."environment_id"
    WHERE t."organization_id" = ${organizationId}::uuid AND t."status" <> 'Terminated' AND ${ofTypes}
      AND (t."name" ILIKE ${pattern} OR e."name" ILIKE ${pattern})
    ORDER BY NOT starts_with(lower(t."name"), lower(${query})), t."name", t."id" LIMIT ${take}`;
}

/**
 * Environments whose name contains the query, with the number of targets of some types; names that start with it come
 * first.
 */
export async function findMatchingEnvironments(
  organizationId: string,
  types: readonly TargetType[],
  query: string,
  take: number,
): Promise<{ id: string; name: string; targetCount: number }[]> {
  return database().prisma.$queryRaw`
    SELECT e."id", e."name",
      (SELECT count(*)::int FROM "target" t WHERE t."environment_id" = e."id" AND t."status" <> 'Terminated'
        AND t."type"::text = ANY (${[...types]}::text[])) AS "targetCount"
    FROM "environment" e
    WHERE e."organization_id" = ${organizationId}::uuid AND e."retired_at" IS NULL
      AND e."name" ILIKE ${searchPattern(query)}
    ORDER BY NOT starts_with(lower(e."name"), lower(${query})), e."name" LIMIT ${take}`;
}
