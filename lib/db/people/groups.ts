import { Prisma } from '@/generated/prisma/client';
import { database, type Tx } from '@/lib/db/client';
import { searchPattern } from '@/lib/db/search-pattern';

export type GroupRow = {
  id: string;
  name: string;
  memberCount: number;
  policies: { id: string; name: string }[];
};

/** A page of groups, sorted by name, with the policies that list them, and the total of the filter. */
export async function findGroups(filter: {
  organizationId: string;
  query: string;
  take: number;
  skip: number;
}): Promise<{ groups: GroupRow[]; total: number }> {
  const { organizationId, query, take, skip } = filter;
  const { prisma } = database();
  const where = Prisma.sql`g."organization_id" = ${organizationId}::uuid AND g."name" ILIKE ${searchPattern(query)}`;
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

/** The groups of a person, sorted by name. */
export async function findGroupsOf(
  organizationId: string,
  userId: string,
): Promise<{ id: string; name: string }[]> {
  return database().prisma.group.findMany({
    where: { organizationId, members: { some: { userId } } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
}

/** Inserts groups that the identity provider has not sent yet. */
export async function insertGroups(
  tx: Tx,
  organizationId: string,
  groups: readonly { id: string; name: string }[],
): Promise<void> {
  await tx.group.createMany({ data: groups.map((row) => ({ organizationId, ...row })) });
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
 * Replaces the groups of a person. Returns whether anything changed. The number of statements does not depend on that of
 * the groups, because everybody's sign-in waits for this one.
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
    WHERE "group"."name" <> excluded."name"`;
  const left = await tx.$executeRaw`
    DELETE FROM "group_member" WHERE "user_id" = ${userId}::uuid AND "group_id" <> ALL (${ids}::text[])`;
  const joined = await tx.$executeRaw`
    INSERT INTO "group_member" ("organization_id", "user_id", "group_id")
    SELECT ${organizationId}::uuid, ${userId}::uuid, unnest(${ids}::text[])
    ON CONFLICT DO NOTHING`;
  return left + joined > 0;
}
