import { Prisma } from '@/generated/prisma/client';
import type { TargetType } from '@/lib/core/target/target';
import { database } from '@/lib/db/client';
import { anywhere } from '@/lib/db/search-pattern';
import type { TargetRow } from '@/lib/db/targets/targets';

/** People and groups that a search found, and whether there are more. */
export type PersonChoice = { id: string; email: string; name: string };
export type GroupChoice = { id: string; name: string; memberCount: number };

/** Active people whose address or name has the words, by address; those that begin with them first. */
export async function findPersonChoices(
  organizationId: string,
  words: string,
  take: number,
): Promise<PersonChoice[]> {
  const pattern = anywhere(words);
  return database().prisma.$queryRaw`
    SELECT "id", "email", "name" FROM "user"
    WHERE "organization_id" = ${organizationId}::uuid AND "disabled_at" IS NULL
      AND ("email" ILIKE ${pattern} OR "name" ILIKE ${pattern})
    ORDER BY NOT starts_with("email", lower(${words})), "email" LIMIT ${take}`;
}

/** Groups whose name has the words, with how many are in each. */
export async function findGroupChoices(
  organizationId: string,
  words: string,
  take: number,
): Promise<GroupChoice[]> {
  return database().prisma.$queryRaw`
    SELECT g."id", g."name",
      (SELECT count(*)::int FROM "group_member" m
        WHERE m."organization_id" = g."organization_id" AND m."group_id" = g."id") AS "memberCount"
    FROM "group" g
    WHERE g."organization_id" = ${organizationId}::uuid AND g."name" ILIKE ${anywhere(words)}
    ORDER BY NOT starts_with(lower(g."name"), lower(${words})), g."name", g."id" LIMIT ${take}`;
}

/** Targets of some types whose name or environment has the words; those that begin with them first. */
export async function findTargetChoices(
  organizationId: string,
  types: readonly TargetType[],
  words: string,
  take: number,
): Promise<TargetRow[]> {
  const pattern = anywhere(words);
  const ofTypes = Prisma.sql`t."type"::text = ANY (${[...types]}::text[])`;
  return database().prisma.$queryRaw`
    SELECT t."id", t."name", t."type"::text AS "type", t."environment_id" AS "environmentId",
      e."name" AS "environment", t."os", t."database_type" AS "databaseType"
    FROM "target" t JOIN "environment" e ON e."id" = t."environment_id"
    WHERE t."organization_id" = ${organizationId}::uuid AND t."status" <> 'Terminated' AND ${ofTypes}
      AND (t."name" ILIKE ${pattern} OR e."name" ILIKE ${pattern})
    ORDER BY NOT starts_with(lower(t."name"), lower(${words})), t."name", t."id" LIMIT ${take}`;
}

/** Environments whose name has the words, with how many targets of some types are in each. */
export async function findEnvironmentChoices(
  organizationId: string,
  types: readonly TargetType[],
  words: string,
  take: number,
): Promise<{ id: string; name: string; targetCount: number }[]> {
  return database().prisma.$queryRaw`
    SELECT e."id", e."name",
      (SELECT count(*)::int FROM "target" t WHERE t."environment_id" = e."id" AND t."status" <> 'Terminated'
        AND t."type"::text = ANY (${[...types]}::text[])) AS "targetCount"
    FROM "environment" e
    WHERE e."organization_id" = ${organizationId}::uuid AND e."retired_at" IS NULL
      AND e."name" ILIKE ${anywhere(words)}
    ORDER BY NOT starts_with(lower(e."name"), lower(${words})), e."name" LIMIT ${take}`;
}
