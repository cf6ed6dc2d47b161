import { database } from '@/lib/db/client';
import { searchPattern } from '@/lib/db/search-pattern';

export type MatchingPerson = { id: string; email: string; name: string };
export type MatchingGroup = { id: string; name: string; memberCount: number };

/** Active people whose email or name contains the query, sorted by email; those that start with it come first. */
export async function findMatchingPeople(
  organizationId: string,
  query: string,
  take: number,
): Promise<MatchingPerson[]> {
  const pattern = searchPattern(query);
  return database().prisma.$queryRaw`
    SELECT "id", "email", "name" FROM "user"
    WHERE "organization_id" = ${organizationId}::uuid AND "disabled_at" IS NULL
      AND ("email" ILIKE ${pattern} OR "name" ILIKE ${pattern})
    ORDER BY NOT starts_with("email", lower(${query})), "email" LIMIT ${take}`;
}

/** Groups whose name contains the query, sorted by name; those that start with it come first. */
export async function findMatchingGroups(
  organizationId: string,
  query: string,
  take: number,
): Promise<MatchingGroup[]> {
  return database().prisma.$queryRaw`
    SELECT g."id", g."name",
      (SELECT count(*)::int FROM "group_member" m
        WHERE m."organization_id" = g."organization_id" AND m."group_id" = g."id") AS "memberCount"
    FROM "group" g
    WHERE g."organization_id" = ${organizationId}::uuid AND g."alias_of" IS NULL
      AND g."name" ILIKE ${searchPattern(query)}
    ORDER BY NOT starts_with(lower(g."name"), lower(${query})), g."name", g."id" LIMIT ${take}`;
}
