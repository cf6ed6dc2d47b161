import { Prisma } from '@/generated/prisma/client';
import type { Requester } from '@/lib/core/access/decision';
import type { Role } from '@/lib/core/actor';
import { database, type Tx } from '@/lib/db/client';

export type PersonRow = {
  id: string;
  organizationId: string;
  email: string;
  name: string;
  role: Role;
  disabledAt: Date | null;
};

const fields = {
  id: true,
  organizationId: true,
  email: true,
  name: true,
  role: true,
  disabledAt: true,
} as const;

/** A person, disabled or not; null if the organization has none with this id. */
export async function findPerson(
  organizationId: string,
  id: string,
  tx: Tx = database().checks.prisma,
): Promise<PersonRow | null> {
  return tx.user.findFirst({ where: { id, organizationId }, select: fields });
}

/** A person by email (in lower case), disabled or not. */
export async function findPersonByEmail(
  organizationId: string,
  email: string,
  tx: Tx = database().prisma,
): Promise<PersonRow | null> {
  return tx.user.findFirst({ where: { organizationId, email }, select: fields });
}

/** Admins who are not disabled, sorted by email. */
export async function findActiveAdmins(
  organizationId: string,
  tx: Tx = database().prisma,
): Promise<PersonRow[]> {
  return tx.user.findMany({
    where: { organizationId, role: 'Admin', disabledAt: null },
    select: fields,
    orderBy: { email: 'asc' },
  });
}

/**
 * The groups of a person, and whether an admin decides where only a group lists them: the organization wants that for
 * groups older than a day. Groups are as old as the last sign-in, which brings them.
 */
export async function findRequester(userId: string, tx: Tx = database().prisma): Promise<Requester> {
  return (await findRequesters([userId], tx)).get(userId) ?? { userId, groupIds: [] };
}

/** Some people as policies are decided for them, by id. */
export async function findRequesters(
  userIds: readonly string[],
  tx: Tx = database().prisma,
): Promise<Map<string, Requester>> {
  const rows = await tx.$queryRaw<Required<Requester>[]>`
    SELECT u."id" AS "userId",
      ARRAY(SELECT gm."group_id" FROM "group_member" gm WHERE gm."user_id" = u."id") AS "groupIds",
      o."review_old_groups" AND ${haveOldGroups} AS "asksForGroups"
    FROM "user" u JOIN "organization" o ON o."id" = u."organization_id"
    WHERE u."id" = ANY (${[...userIds]}::uuid[])`;
  return new Map(rows.map((row) => [row.userId, row]));
}

/** Whether the groups of the person `u` are older than a day. */
const haveOldGroups = Prisma.sql`(u."last_login_at" IS NULL OR u."last_login_at" < now() - interval '24 hours')`;

/** How many active people have groups that are older than a day: all of the organization, or those of some groups. */
export async function countOldGroups(organizationId: string, groupIds?: readonly string[]): Promise<number> {
  const groups = groupIds ? Prisma.sql`AND gm."group_id" = ANY (${[...groupIds]}::text[])` : Prisma.empty;
  const rows = await database().prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM "user" u
    WHERE u."organization_id" = ${organizationId}::uuid AND u."disabled_at" IS NULL AND ${haveOldGroups}
      AND EXISTS (SELECT 1 FROM "group_member" gm WHERE gm."user_id" = u."id" ${groups})`;
  return rows[0]?.count ?? 0;
}

/** The problems that the last sign-ins of active people had with groups, with some of the emails and how many people. */
export async function findGroupProblems(
  organizationId: string,
): Promise<{ problem: string; people: number; emails: string[] }[]> {
  return database().prisma.$queryRaw`
    SELECT "group_problem" AS "problem", count(*)::int AS "people",
      (array_agg("email" ORDER BY "email"))[1:3] AS "emails"
    FROM "user"
    WHERE "organization_id" = ${organizationId}::uuid AND "disabled_at" IS NULL AND "group_problem" IS NOT NULL
    GROUP BY "group_problem" ORDER BY "group_problem"`;
}

export type ApiPerson = Omit<PersonRow, 'disabledAt'> & { createdAt: Date; lastLoginAt: Date | null };

/** Active people, sorted by email: all, or the one with an id or email. */
export async function findApiPeople(organizationId: string, idOrEmail?: string): Promise<ApiPerson[]> {
  const isId = idOrEmail !== undefined && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(idOrEmail);
  return database().prisma.user.findMany({
    where: {
      organizationId,
      disabledAt: null,
      ...(idOrEmail !== undefined && (isId ? { id: idOrEmail } : { email: idOrEmail.toLowerCase() })),
    },
    select: {
      id: true,
      organizationId: true,
      email: true,
      name: true,
      role: true,
      createdAt: true,
      lastLoginAt: true,
    },
    orderBy: { email: 'asc' },
  });
}

/** Inserts people. P2002 if another person has an email. */
export async function insertPeople(
  tx: Tx,
  organizationId: string,
  people: readonly { id: string; email: string; name: string; role: Role; createdAt?: Date | undefined }[],
): Promise<void> {
  await tx.user.createMany({
    data: people.map(({ id, email, name, role, createdAt }) => ({
      ...{ organizationId, id, email, name, role },
      ...(createdAt && { createdAt }),
    })),
  });
}

/** Counts all admins, disabled ones included. */
export async function countAdmins(tx: Tx, organizationId: string): Promise<number> {
  return tx.user.count({ where: { organizationId, role: 'Admin' } });
}

/** Writes a person's role. False if the person does not exist. */
export async function writeRole(tx: Tx, organizationId: string, id: string, role: Role): Promise<boolean> {
  return (await tx.user.updateMany({ where: { id, organizationId }, data: { role } })).count === 1;
}

/** Writes a person's email, in lower case. P2002 if another person has it. */
export async function writeEmail(tx: Tx, organizationId: string, id: string, email: string): Promise<void> {
  await tx.user.updateMany({ where: { id, organizationId }, data: { email } });
}

/**
 * Disables a person at `at`, or enables them with null. Disabling deletes their sessions. False if the person does not
 * exist.
 */
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
