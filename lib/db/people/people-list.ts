import { Prisma } from '@/generated/prisma/client';
import type { Role } from '@/lib/core/actor';
import type { Barred, SlackStatus } from '@/lib/core/slack/slack-account';
import type { PeopleSort } from '@/lib/core/sort';
import type { SubjectKind } from '@/lib/core/subject';
import { database } from '@/lib/db/client';
import { searchPattern } from '@/lib/db/search-pattern';
import { labelOf } from './subject-label';

export type PeopleListRow = {
  id: string;
  kind: SubjectKind;
  email: string;
  name: string;
  role: Role;
  disabledAt: Date | null;
  lastLoginAt: Date | null;
  createdAt: Date;
  groups: { id: string; name: string }[];
  /** why the last sign-in brought fewer groups than they may have, as stored; null if it did not */
  groupProblem: string | null;
  slack: SlackStatus;
  /** why their Slack account cannot be used; null if it can, or if there is none */
  barred: Barred | null;
};

export type PeopleFilter = {
  organizationId: string;
  /** the connected workspace; null if there is none */
  teamId: string | null;
  /** one subject, also an API key or a service account */
  id?: string | undefined;
  /** part of the email or the name */
  query?: string | undefined;
  groupId?: string | undefined;
  role?: Role | undefined;
  slack?: SlackStatus | undefined;
  disabled?: boolean | undefined;
  /** by email without one */
  sort?: PeopleSort | undefined;
  take: number;
  skip: number;
};

/** A page of people in the order of the filter, and its total. */
export async function findPeople(filter: PeopleFilter): Promise<{ people: PeopleListRow[]; total: number }> {
  const { prisma } = database();
  const from = Prisma.sql`FROM (${withSlack(filter)}) u WHERE ${whereOf(filter)}`;
  const [people, counted] = await Promise.all([
    prisma.$queryRaw<PeopleListRow[]>`
      SELECT u."id", u."kind"::text AS "kind", ${labelOf('u')} AS "email", u."name", u."role"::text AS "role", u."disabled_at" AS "disabledAt",
        u."last_login_at" AS "lastLoginAt", u."created_at" AS "createdAt",
        u."group_problem" AS "groupProblem", u.slack AS "slack",
        CASE WHEN u.slack = 'barred' THEN u.barred END AS "barred",
        coalesce((
          SELECT json_agg(json_build_object('id', g."id", 'name', g."name") ORDER BY g."name")
          FROM "group_member" m JOIN "group" g
            ON g."organization_id" = m."organization_id" AND g."id" = m."group_id" AND g."alias_of" IS NULL
          WHERE m."user_id" = u."id"), '[]') AS "groups"
      ${from} ORDER BY ${orderOf(filter.sort)} u."email" LIMIT ${filter.take} OFFSET ${filter.skip}`,
    prisma.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS "total" ${from}`,
  ]);
  return { people, total: counted[0]?.total ?? 0 };
}

const columnOrders: Record<PeopleSort['by'], Prisma.Sql> = {
  person: Prisma.sql`u."email"`,
  role: Prisma.sql`u."role"::text`,
  slack: Prisma.sql`array_position(ARRAY['linked', 'matched', 'barred', 'none'], u.slack)`,
  lastSignIn: Prisma.sql`u."last_login_at"`,
};

function orderOf(sort: PeopleSort | undefined): Prisma.Sql {
  if (!sort) return Prisma.empty;
  return Prisma.sql`${columnOrders[sort.by]} ${sort.descending ? Prisma.sql`DESC` : Prisma.sql`ASC`} NULLS LAST,`;
}

function withSlack({ organizationId, teamId, id }: PeopleFilter): Prisma.Sql {
  const team = teamId ?? '';
  return Prisma.sql`
    SELECT p.*, b.barred, CASE
      WHEN EXISTS (SELECT 1 FROM "slack_link" l WHERE l."user_id" = p."id" AND l."team_id" = ${team}) THEN 'linked'
      WHEN EXISTS (
        SELECT 1 FROM "slack_user" s WHERE s."user_id" = p."id" AND s."team_id" = ${team} AND s."barred" IS NULL)
        THEN 'matched'
      WHEN b.barred IS NOT NULL THEN 'barred' ELSE 'none' END AS slack
    FROM "user" p LEFT JOIN LATERAL (
      SELECT s."barred" AS barred FROM "slack_user" s
      WHERE s."team_id" = ${team} AND s."email" = p."email" AND s."barred" IS NOT NULL LIMIT 1) b ON true
    WHERE p."organization_id" = ${organizationId}::uuid ${id ? Prisma.sql`AND p."id" = ${id}::uuid` : Prisma.sql`AND p."kind" = 'User'`}`;
}

function whereOf({ organizationId, query, groupId, role, slack, disabled }: PeopleFilter): Prisma.Sql {
  const pattern = searchPattern(query ?? '');
  const conditions = [
    Prisma.sql`true`,
    query && Prisma.sql`(u."email" ILIKE ${pattern} OR u."name" ILIKE ${pattern})`,
    groupId &&
      Prisma.sql`EXISTS (SELECT 1 FROM "group_member" m WHERE m."user_id" = u."id"
        AND m."organization_id" = ${organizationId}::uuid AND m."group_id" = ${groupId})`,
    role && Prisma.sql`u."role"::text = ${role}`,
    slack && Prisma.sql`u.slack = ${slack}`,
    disabled !== undefined && Prisma.sql`(u."disabled_at" IS NOT NULL) = ${disabled}`,
  ];
  return Prisma.join(
    conditions.filter((one) => typeof one === 'object'),
    ' AND ',
  );
}
