import type { SubjectRef } from '@/lib/core/actor';
import { database } from '@/lib/db/client';
import { searchPattern } from '@/lib/db/search-pattern';
import { labelOf } from './subject-label';

export type MatchingPerson = SubjectRef;
export type MatchingGroup = { id: string; name: string; memberCount: number };

/** Active people whose email or name contains the query, sorted by email; those that start with it come first. */
export async function findMatchingPeople(
  organizationId: string,
  query: string,
  take: number,
): Promise<MatchingPerson[]> {
  const pattern = searchPattern(query);
  return database().prisma.$queryRaw`
    SELECT "id", "kind"::text AS "kind", "email", "name" FROM "user"
    WHERE "organization_id" = ${organizationId}::uuid AND "kind" = 'User' AND "disabled_at" IS NULL
      AND ("email" ILIKE ${pattern} OR "name" ILIKE ${pattern})
    ORDER BY NOT starts_with("email", lower(${query})), "email" LIMIT ${take}`;
}

/** Active API keys and service accounts whose name or email contains the query, sorted by name. */
export async function findMatchingPrograms(
  organizationId: string,
  query: string,
  take: number,
): Promise<MatchingPerson[]> {
  return database().prisma.$queryRaw`
    SELECT u."id", u."kind"::text AS "kind", ${labelOf('u')} AS "email", u."name" FROM "user" u
    WHERE u."organization_id" = ${organizationId}::uuid AND u."kind" <> 'User' AND u."disabled_at" IS NULL
      AND ${labelOf('u')} ILIKE ${searchPattern(query)}
      AND NOT EXISTS (SELECT 1 FROM "api_token" t WHERE t."id" = u."id" AND t."expires_at" <= now())
    ORDER BY u."kind", u."name", u."id" LIMIT ${take}`;
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
