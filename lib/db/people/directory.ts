import { Prisma } from '@/generated/prisma/client';
import type { Role } from '@/lib/core/actor';
import type { PolicyType } from '@/lib/core/policy/policy';
import type { Barred, SlackStatus } from '@/lib/core/slack/slack-account';
import { database, type Tx } from '@/lib/db/client';
import { anywhere } from '@/lib/db/search-pattern';

/** A person as admins see them. */
export type DirectoryRow = {
  id: string;
  email: string;
  name: string;
  role: Role;
  disabledAt: Date | null;
  lastLoginAt: Date | null;
  createdAt: Date;
  /** the names of their groups */
  groups: { id: string; name: string }[];
  slack: SlackStatus;
  /** why their Slack account may not be used */
  barred: Barred | null;
};

export type DirectoryFilter = {
  organizationId: string;
  /** the workspace; without one nobody is in Slack */
  teamId: string | null;
  id?: string | undefined;
  /** a part of the address or the name */
  words?: string | undefined;
  groupId?: string | undefined;
  role?: Role | undefined;
  slack?: SlackStatus | undefined;
  disabled?: boolean | undefined;
  take: number;
  skip: number;
};

/** The people of an organization by address: a page of them, and how many fit. */
export async function findPeople(
  filter: DirectoryFilter,
): Promise<{ people: DirectoryRow[]; total: number }> {
  const { prisma } = database();
  const from = Prisma.sql`FROM (${withSlack(filter)}) u WHERE ${whereOf(filter)}`;
  const [people, counted] = await Promise.all([
    prisma.$queryRaw<DirectoryRow[]>`
      SELECT u."id", u."email", u."name", u."role"::text AS "role", u."disabled_at" AS "disabledAt",
        u."last_login_at" AS "lastLoginAt", u."created_at" AS "createdAt", u.slack AS "slack",
        CASE WHEN u.slack = 'barred' THEN u.barred END AS "barred",
        coalesce((
          SELECT json_agg(json_build_object('id', g."id", 'name', g."name") ORDER BY g."name")
          FROM "group_member" m JOIN "group" g
            ON g."organization_id" = m."organization_id" AND g."id" = m."group_id"
          WHERE m."user_id" = u."id"), '[]') AS "groups"
      ${from} ORDER BY u."email" LIMIT ${filter.take} OFFSET ${filter.skip}`,
    prisma.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS "total" ${from}`,
  ]);
  return { people, total: counted[0]?.total ?? 0 };
}

function withSlack({ organizationId, teamId }: DirectoryFilter): Prisma.Sql {
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
    WHERE p."organization_id" = ${organizationId}::uuid`;
}

function whereOf({ organizationId, id, words, groupId, role, slack, disabled }: DirectoryFilter): Prisma.Sql {
  const pattern = anywhere(words ?? '');
  const conditions = [
    Prisma.sql`true`,
    id && Prisma.sql`u."id" = ${id}::uuid`,
    words && Prisma.sql`(u."email" ILIKE ${pattern} OR u."name" ILIKE ${pattern})`,
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

/** A group as admins see it: how many are in it, and which policies name it. */
export type GroupRow = {
  id: string;
  name: string;
  memberCount: number;
  policies: { id: string; name: string }[];
};

/** The groups that the identity provider has named, by name: a page of them, and how many fit. */
export async function findGroups(filter: {
  organizationId: string;
  words: string;
  take: number;
  skip: number;
}): Promise<{ groups: GroupRow[]; total: number }> {
  const { organizationId, words, take, skip } = filter;
  const { prisma } = database();
  const where = Prisma.sql`g."organization_id" = ${organizationId}::uuid AND g."name" ILIKE ${anywhere(words)}`;
  const [groups, counted] = await Promise.all([
    prisma.$queryRaw<GroupRow[]>`
      SELECT g."id", g."name",
        (SELECT count(*)::int FROM "group_member" m
          WHERE m."organization_id" = g."organization_id" AND m."group_id" = g."id") AS "memberCount",
        coalesce((
          SELECT json_agg(json_build_object('id', p."id", 'name', p."name") ORDER BY p."name")
          FROM "policy_group" pg JOIN "policy" p ON p."id" = pg."policy_id" AND p."deleted_at" IS NULL
          WHERE pg."organization_id" = g."organization_id" AND pg."group_id" = g."id"), '[]') AS "policies"
      FROM "group" g WHERE ${where} ORDER BY g."name", g."id" LIMIT ${take} OFFSET ${skip}`,
    prisma.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS "total" FROM "group" g WHERE ${where}`,
  ]);
  return { groups, total: counted[0]?.total ?? 0 };
}

/** The living policies that name a person, themselves or by one of their groups, by name. */
export async function findPoliciesNaming(
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

/** Writes somebody's role. False when there is no such person. */
export async function writeRole(tx: Tx, organizationId: string, id: string, role: Role): Promise<boolean> {
  return (await tx.user.updateMany({ where: { id, organizationId }, data: { role } })).count === 1;
}

/** Disables or enables somebody. Disabling ends their sessions. False when there is no such person. */
export async function writeEnabled(
  tx: Tx,
  organizationId: string,
  id: string,
  at: Date | null,
): Promise<boolean> {
  const { count } = await tx.user.updateMany({ where: { id, organizationId }, data: { disabledAt: at } });
  if (at) await tx.session.deleteMany({ where: { userId: id, user: { organizationId } } });
  return count === 1;
}
