import { Prisma } from '@/generated/prisma/client';
import { database } from '@/lib/db/client';

/** The active people whom an edit of a policy adds and removes: counts, and the first emails. */
export type AudienceChange = {
  after: number;
  more: number;
  fewer: number;
  /** listed by both */
  kept: number;
  someMore: string[];
  someFewer: string[];
  /** emails of active admins in the later audience */
  adminsAfter: string[];
};

/** The people and groups that a policy lists. */
export type Audience = { subjectIds: readonly string[]; groupIds: readonly string[] };

/** Compares the active people of two audiences. */
export async function compareAudiences(
  organizationId: string,
  before: Audience,
  after: Audience,
): Promise<AudienceChange> {
  const [row] = await database().prisma.$queryRaw<AudienceChange[]>`
    WITH earlier AS (${selectAudienceIds(organizationId, before)}), later AS (${selectAudienceIds(organizationId, after)}),
    people AS (
      SELECT u."email", u."role", earlier.id IS NOT NULL AS was_in, later.id IS NOT NULL AS is_in
      FROM "user" u LEFT JOIN earlier ON earlier.id = u."id" LEFT JOIN later ON later.id = u."id"
      WHERE u."organization_id" = ${organizationId}::uuid AND u."kind" = 'User' AND u."disabled_at" IS NULL
        AND (earlier.id IS NOT NULL OR later.id IS NOT NULL))
    SELECT count(*) FILTER (WHERE is_in)::int AS "after",
      count(*) FILTER (WHERE is_in AND NOT was_in)::int AS "more",
      count(*) FILTER (WHERE was_in AND NOT is_in)::int AS "fewer",
      count(*) FILTER (WHERE was_in AND is_in)::int AS "kept",
      ARRAY(SELECT "email" FROM people WHERE is_in AND NOT was_in ORDER BY "email" LIMIT 3) AS "someMore",
      ARRAY(SELECT "email" FROM people WHERE was_in AND NOT is_in ORDER BY "email" LIMIT 3) AS "someFewer",
      ARRAY(SELECT "email" FROM people WHERE is_in AND "role" = 'Admin' ORDER BY "email" LIMIT 2) AS "adminsAfter"
    FROM people`;
  return row ?? { after: 0, more: 0, fewer: 0, kept: 0, someMore: [], someFewer: [], adminsAfter: [] };
}

/** A page of the active people in an audience, sorted by email, with their groups, and the total. */
export async function findPeopleInAudience(
  organizationId: string,
  audience: Audience,
  page: { take: number; skip: number },
): Promise<{ people: { id: string; email: string; groupIds: string[] }[]; total: number }> {
  const { prisma } = database();
  const active = Prisma.sql`
    FROM "user" u JOIN (${selectAudienceIds(organizationId, audience)}) named ON named.id = u."id"
    WHERE u."organization_id" = ${organizationId}::uuid AND u."kind" = 'User' AND u."disabled_at" IS NULL`;
  const [people, counted] = await Promise.all([
    prisma.$queryRaw<{ id: string; email: string; groupIds: string[] }[]>`
      SELECT u."id", u."email",
        ARRAY(SELECT gm."group_id" FROM "group_member" gm WHERE gm."user_id" = u."id") AS "groupIds"
      ${active} ORDER BY u."email" LIMIT ${page.take} OFFSET ${page.skip}`,
    prisma.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS "total" ${active}`,
  ]);
  return { people, total: counted[0]?.total ?? 0 };
}

/** A subquery of the ids of all people in an audience, disabled ones included, as `id`. */
export function selectAudienceIds(organizationId: string, { subjectIds, groupIds }: Audience): Prisma.Sql {
  return Prisma.sql`
    SELECT unnest(${[...subjectIds]}::uuid[]) AS id
    UNION SELECT gm."user_id" FROM "group_member" gm
    WHERE gm."organization_id" = ${organizationId}::uuid AND gm."group_id" = ANY (${[...groupIds]}::text[])`;
}
