import type pg from 'pg';
import { Prisma } from '@/generated/prisma/client';
import type { Requester } from '@/lib/core/access/decision';
import type { Role } from '@/lib/core/actor';
import type { SubjectKind } from '@/lib/core/subject';
import { database, type Tx } from '@/lib/db/client';
import { readRows } from '@/lib/db/read-rows';
import { toSubjectRef } from './subject-label';

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

// The table holds API keys and service accounts too. What lists, counts or matches people has this condition.
const isPerson = { kind: 'User' } as const;

/** A person, disabled or not; null if the organization has none with this id. */
export async function findPerson(
  organizationId: string,
  id: string,
  source: pg.Pool | Tx = database().checks.pool,
): Promise<PersonRow | null> {
  const row = await findSubjectRow(source, organizationId, id);
  if (row?.kind !== 'User') return null;
  const { kind: _, creatorId: __, ...person } = row;
  return person;
}

/**
 * A person, an API key or a service account. `email` is what people read, of an API key its name; `creatorId` as in
 * `RequesterRef`.
 */
export type SubjectRow = PersonRow & { kind: SubjectKind; creatorId: string | null };

/** A subject, disabled or not; null if the organization has none with this id. */
export async function findSubject(
  organizationId: string,
  id: string,
  source: pg.Pool | Tx = database().checks.pool,
): Promise<SubjectRow | null> {
  const row = await findSubjectRow(source, organizationId, id);
  return row && toSubjectRef(row);
}

const subjectById = {
  name: 'find-subject',
  text: `SELECT "id", "organization_id" AS "organizationId", "email", "name", "role"::text AS "role",
      "disabled_at" AS "disabledAt", "kind"::text AS "kind", "creator_id" AS "creatorId"
    FROM "user" WHERE "id" = $1::uuid AND "organization_id" = $2::uuid`,
};

async function findSubjectRow(
  source: pg.Pool | Tx,
  organizationId: string,
  id: string,
): Promise<SubjectRow | null> {
  const [row] = await readRows<SubjectRow>(source, subjectById, [id, organizationId]);
  return row ?? null;
}

/** What kinds of subjects some ids have in an organization. */
export async function findSubjectKinds(
  organizationId: string,
  ids: readonly string[],
  tx: Tx = database().prisma,
): Promise<Map<string, SubjectKind>> {
  const where = { organizationId, id: { in: [...ids] } };
  const rows = await tx.user.findMany({ where, select: { id: true, kind: true } });
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}

/** A person by email (in lower case), disabled or not. */
export async function findPersonByEmail(
  organizationId: string,
  email: string,
  tx: Tx = database().prisma,
): Promise<PersonRow | null> {
  return tx.user.findFirst({ where: { organizationId, email, ...isPerson }, select: fields });
}

/** Admins who are not disabled, sorted by email. */
export async function findActiveAdmins(
  organizationId: string,
  tx: Tx = database().prisma,
): Promise<PersonRow[]> {
  return tx.user.findMany({
    where: { organizationId, role: 'Admin', disabledAt: null, ...isPerson },
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

/** A subject as the API shows it. `lastLoginAt` is the last use of an API key. */
export type ApiSubject = Omit<PersonRow, 'disabledAt'> & {
  kind: SubjectKind;
  createdAt: Date;
  lastLoginAt: Date | null;
};

/**
 * Active people and API keys, and service accounts: people first, each kind sorted by email. All, or those of a kind, or the one
 * with an id or email.
 */
export async function findApiSubjects(
  organizationId: string,
  { kind, idOrEmail }: { kind?: SubjectKind | undefined; idOrEmail?: string | undefined } = {},
): Promise<ApiSubject[]> {
  const isId = idOrEmail !== undefined && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(idOrEmail);
  const one = isId
    ? Prisma.sql`AND u."id" = ${idOrEmail}::uuid`
    : Prisma.sql`AND u."email" = ${idOrEmail?.toLowerCase()}`;
  return database().prisma.$queryRaw`
    SELECT u."id", u."organization_id" AS "organizationId", u."kind"::text AS "kind", u."email", u."name",
      u."role"::text AS "role", u."created_at" AS "createdAt",
      coalesce(t."last_used_at", u."last_login_at") AS "lastLoginAt"
    FROM "user" u LEFT JOIN "api_token" t ON t."id" = u."id"
    WHERE u."organization_id" = ${organizationId}::uuid
      AND (u."disabled_at" IS NULL OR u."kind" = 'ServiceAccount')
      AND (t."expires_at" IS NULL OR t."expires_at" > now())
      ${kind === undefined ? Prisma.empty : Prisma.sql`AND u."kind"::text = ${kind}`}
      ${idOrEmail === undefined ? Prisma.empty : one}
    ORDER BY u."kind", u."email"`;
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
  return tx.user.count({ where: { organizationId, role: 'Admin', ...isPerson } });
}

/** Writes a person's role. False if the person does not exist. */
export async function writeRole(tx: Tx, organizationId: string, id: string, role: Role): Promise<boolean> {
  return (await tx.user.updateMany({ where: { id, organizationId }, data: { role } })).count === 1;
}

/** Writes the person who created an API key or a service account, and can act as it. */
export async function writeCreator(
  tx: Tx,
  organizationId: string,
  id: string,
  creatorId: string | null,
): Promise<void> {
  await tx.user.updateMany({ where: { id, organizationId }, data: { creatorId } });
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
