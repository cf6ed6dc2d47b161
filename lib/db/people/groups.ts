import { Prisma } from '@/generated/prisma/client';
import { database, type Tx } from '@/lib/db/client';
import { searchPattern } from '@/lib/db/search-pattern';

export type GroupRow = {
  id: string;
  name: string;
  /** its other ids */
  aliases: { id: string; name: string }[];
  memberCount: number;
  policies: { id: string; name: string }[];
};

/** A page of groups, sorted by name, with the policies that list them under any id, and the total of the filter. */
export async function findGroups(filter: {
  organizationId: string;
  query: string;
  take: number;
  skip: number;
}): Promise<{ groups: GroupRow[]; total: number }> {
  const { organizationId, query, take, skip } = filter;
  const { prisma } = database();
  const where = Prisma.sql`g."organization_id" = ${organizationId}::uuid AND g."alias_of" IS NULL
    AND g."name" ILIKE ${searchPattern(query)}`;
  const [groups, counted] = await Promise.all([
    prisma.$queryRaw<GroupRow[]>`
      SELECT g."id", g."name",
        coalesce((
          SELECT json_agg(json_build_object('id', a."id", 'name', a."name") ORDER BY a."id")
          FROM "group" a WHERE a."organization_id" = g."organization_id" AND a."alias_of" = g."id"), '[]') AS "aliases",
        (SELECT count(*)::int FROM "group_member" m
          WHERE m."organization_id" = g."organization_id" AND m."group_id" = g."id") AS "memberCount",
        coalesce((
          SELECT json_agg(json_build_object('id', p."id", 'name', p."name") ORDER BY p."name") FROM "policy" p
          WHERE p."deleted_at" IS NULL AND p."id" IN (
            SELECT pg."policy_id" FROM "group" named JOIN "policy_group" pg
              ON pg."organization_id" = named."organization_id" AND pg."group_id" = named."id"
            WHERE named."organization_id" = g."organization_id" AND g."id" IN (named."id", named."alias_of"))), '[]')
          AS "policies"
      FROM "group" g WHERE ${where} ORDER BY g."name", g."id" LIMIT ${take} OFFSET ${skip}`,
    prisma.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS "total" FROM "group" g WHERE ${where}`,
  ]);
  return { groups, total: counted[0]?.total ?? 0 };
}

/** The groups of a person, sorted by name. A group with aliases is in the list under those, which programs use. */
export async function findGroupsOf(
  organizationId: string,
  userId: string,
): Promise<{ id: string; name: string }[]> {
  return database().prisma.group.findMany({
    where: { organizationId, members: { some: { userId } }, aliases: { none: {} } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
}

export type NewGroup = { id: string; name: string; aliasOf: string | null };

/** Inserts groups that the identity provider has not sent yet. A group comes before its aliases. */
export async function insertGroups(
  tx: Tx,
  organizationId: string,
  groups: readonly NewGroup[],
): Promise<void> {
  await tx.group.createMany({ data: groups.map((row) => ({ organizationId, ...row })) });
}

/** Makes a group an alias of another one. */
export async function writeAlias(
  tx: Tx,
  organizationId: string,
  { id, aliasOf }: Pick<NewGroup, 'id' | 'aliasOf'>,
): Promise<void> {
  await tx.group.updateMany({ where: { organizationId, id }, data: { aliasOf } });
}

/** Adds the members that a group has under one of its ids under the others. */
export async function shareMembers(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "group_member" ("organization_id", "user_id", "group_id")
    SELECT m."organization_id", m."user_id", other."id"
    FROM "group_member" m
    JOIN "group" g ON g."organization_id" = m."organization_id" AND g."id" = m."group_id"
    JOIN "group" other ON other."organization_id" = g."organization_id"
      AND coalesce(other."alias_of", other."id") = coalesce(g."alias_of", g."id")
    WHERE m."organization_id" = ${organizationId}::uuid
    ON CONFLICT DO NOTHING`;
}

/** Inserts those of the groups that are unknown. Returns the names of all of them, by id. */
export async function keepGroups(
  tx: Tx,
  organizationId: string,
  groups: readonly { id: string; name: string }[],
): Promise<Map<string, string>> {
  const data = groups.map((row) => ({ organizationId, ...row }));
  await tx.group.createMany({ data, skipDuplicates: true });
  const id = { in: groups.map((group) => group.id) };
  const rows = await tx.group.findMany({ where: { organizationId, id }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}

/**
 * Replaces the groups of a person, who is in each of them under all its ids. A group that comes without a name keeps the one
 * that is known. Returns whether anything changed. The number of statements does not depend on that of the groups, because
 * everybody's sign-in waits for this one.
 */
export async function replaceGroups(
  tx: Tx,
  { organizationId, userId }: { organizationId: string; userId: string },
  groups: readonly { id: string; name: string }[],
): Promise<boolean> {
  const names = new Map(groups.map(({ id, name }) => [id, name]));
  const ids = [...names.keys()];
  await tx.$executeRaw`
    INSERT INTO "group" ("organization_id", "id", "name")
    SELECT ${organizationId}::uuid, * FROM unnest(${ids}::text[], ${[...names.values()]}::text[])
    ON CONFLICT ("organization_id", "id") DO UPDATE SET "name" = excluded."name"
    WHERE "group"."name" <> excluded."name" AND excluded."name" <> excluded."id"`;
  const same = selectSameGroups(organizationId, ids);
  const left = await tx.$executeRaw`
    DELETE FROM "group_member" WHERE "user_id" = ${userId}::uuid AND "group_id" NOT IN (${same})`;
  const joined = await tx.$executeRaw`
    INSERT INTO "group_member" ("organization_id", "user_id", "group_id")
    SELECT ${organizationId}::uuid, ${userId}::uuid, same."id" FROM (${same}) same
    ON CONFLICT DO NOTHING`;
  return left + joined > 0;
}

/** Selects all ids of some groups, which are known by any of their ids. */
function selectSameGroups(organizationId: string, ids: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT g."id" FROM "group" g
    WHERE g."organization_id" = ${organizationId}::uuid AND coalesce(g."alias_of", g."id") IN (
      SELECT coalesce(named."alias_of", named."id") FROM "group" named
      WHERE named."organization_id" = ${organizationId}::uuid AND named."id" = ANY (${[...ids]}::text[]))`;
}

/** All ids of some groups, which are known by any of their ids. */
export async function findSameGroups(organizationId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await database().prisma.$queryRaw<{ id: string }[]>(selectSameGroups(organizationId, ids));
  return rows.map(({ id }) => id);
}
