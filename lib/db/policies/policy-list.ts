import { Prisma } from '@/generated/prisma/client';
import type { PolicyType } from '@/lib/core/policy/policy';
import type { Verb } from '@/lib/core/target/target';
import { database } from '@/lib/db/client';
import { labelOf } from '@/lib/db/people/subject-label';
import { searchPattern } from '@/lib/db/search-pattern';

/** A policy in a list: the first things that it refers to, and how many there are. */
export type PolicyItem = {
  id: string;
  type: PolicyType;
  name: string;
  description: string;
  version: number;
  timeExpires: Date | null;
  automaticallyApproved: boolean;
  /** minutes; null unless JustInTime */
  duration: number | null;
  targetUsers: string[];
  targetGroups: string[];
  verbs: Verb[];
  recordInput: boolean;
  mfaEnabled: boolean;
  mfaDuration: number | null;
  /** names */
  groups: string[];
  /** the first ones, as people read them */
  subjects: string[];
  subjectCount: number;
  /** how many of those are API keys or service accounts */
  programCount: number;
  targetCount: number;
  /** the names of the environments of those targets */
  targetEnvironments: string[];
  environments: string[];
  children: string[];
};

export type PolicyFilter = {
  organizationId: string;
  types?: readonly PolicyType[] | undefined;
  query?: string | undefined;
  ids?: readonly string[] | undefined;
  take: number;
  skip: number;
};

/** A page of the policies that are not deleted, sorted by type and name, and the total of the filter. */
export async function findPolicyItems(
  filter: PolicyFilter,
): Promise<{ policies: PolicyItem[]; total: number }> {
  const where = whereOf(filter);
  const { prisma } = database();
  const [policies, counted] = await Promise.all([
    prisma.$queryRaw<PolicyItem[]>`
      SELECT p."id", p."type"::text AS "type", p."name", p."description", p."version",
        p."time_expires" AS "timeExpires", p."automatically_approved" AS "automaticallyApproved", p."duration",
        p."target_users" AS "targetUsers", p."target_groups" AS "targetGroups", p."verbs",
        p."record_input" AS "recordInput", p."mfa_enabled" AS "mfaEnabled", p."mfa_duration" AS "mfaDuration",
        ARRAY(
          SELECT g."name" FROM "policy_group" pg
          JOIN "group" g ON g."organization_id" = pg."organization_id" AND g."id" = pg."group_id"
          WHERE pg."policy_id" = p."id" ORDER BY g."name") AS "groups",
        ARRAY(
          SELECT ${labelOf('u')} FROM "policy_subject" ps JOIN "user" u ON u."id" = ps."user_id"
          WHERE ps."policy_id" = p."id" ORDER BY 1 LIMIT 3) AS "subjects",
        (SELECT count(*)::int FROM "policy_subject" ps WHERE ps."policy_id" = p."id") AS "subjectCount",
        (SELECT count(*)::int FROM "policy_subject" ps JOIN "user" u ON u."id" = ps."user_id"
          WHERE ps."policy_id" = p."id" AND u."kind" <> 'User') AS "programCount",
        (SELECT count(*)::int FROM "policy_target" pt WHERE pt."policy_id" = p."id") AS "targetCount",
        ARRAY(
          SELECT DISTINCT e."name" FROM "policy_target" pt JOIN "target" t ON t."id" = pt."target_id"
          JOIN "environment" e ON e."id" = t."environment_id"
          WHERE pt."policy_id" = p."id" ORDER BY e."name") AS "targetEnvironments",
        ARRAY(
          SELECT e."name" FROM "policy_environment" pe JOIN "environment" e ON e."id" = pe."environment_id"
          WHERE pe."policy_id" = p."id" ORDER BY e."name") AS "environments",
        ARRAY(
          SELECT c."name" FROM "policy_child" pc JOIN "policy" c ON c."id" = pc."child_id"
          WHERE pc."policy_id" = p."id" AND c."deleted_at" IS NULL ORDER BY c."name") AS "children"
      FROM "policy" p WHERE ${where}
      ORDER BY p."type" <> 'JustInTime', p."type", p."name" LIMIT ${filter.take} OFFSET ${filter.skip}`,
    prisma.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS "total" FROM "policy" p WHERE ${where}`,
  ]);
  return { policies, total: counted[0]?.total ?? 0 };
}

function whereOf({ organizationId, types, query, ids }: PolicyFilter): Prisma.Sql {
  const pattern = searchPattern(query ?? '');
  return Prisma.sql`p."organization_id" = ${organizationId}::uuid AND p."deleted_at" IS NULL
    ${types ? Prisma.sql`AND p."type"::text = ANY (${[...types]}::text[])` : Prisma.empty}
    ${ids ? Prisma.sql`AND p."id" = ANY (${[...ids]}::uuid[])` : Prisma.empty}
    ${query ? Prisma.sql`AND (p."name" ILIKE ${pattern} OR p."description" ILIKE ${pattern})` : Prisma.empty}`;
}

/**
 * The policies that list a person (`by` null) or one of their groups (`by` its name), sorted by name, without deleted
 * ones.
 */
export async function findPoliciesOfPerson(
  organizationId: string,
  userId: string,
): Promise<{ id: string; name: string; type: PolicyType; by: string | null }[]> {
  return database().prisma.$queryRaw`
    SELECT p."id", p."name", p."type"::text AS "type", min(named."by") AS "by"
    FROM (
      SELECT "policy_id", NULL AS "by" FROM "policy_subject" WHERE "user_id" = ${userId}::uuid
      UNION ALL
      SELECT pg."policy_id", g."name" FROM "policy_group" pg
      JOIN "group_member" gm ON gm."organization_id" = pg."organization_id" AND gm."group_id" = pg."group_id"
      JOIN "group" g ON g."organization_id" = pg."organization_id" AND g."id" = pg."group_id"
      WHERE gm."user_id" = ${userId}::uuid) named
    JOIN "policy" p ON p."id" = named."policy_id" AND p."deleted_at" IS NULL
    WHERE p."organization_id" = ${organizationId}::uuid
    GROUP BY p."id" ORDER BY p."name"`;
}
