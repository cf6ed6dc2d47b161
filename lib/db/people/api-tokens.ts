import type pg from 'pg';
import type { Role } from '@/lib/core/actor';
import type { SubjectKind } from '@/lib/core/subject';
import { database, type Tx } from '@/lib/db/client';
import { readRows } from '@/lib/db/read-rows';

export type ApiTokenRow = {
  id: string;
  organizationId: string;
  /** the person or service account; null for an API key */
  userId: string | null;
  name: string;
  role: Role | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
};

const fields = {
  id: true,
  organizationId: true,
  userId: true,
  name: true,
  role: true,
  createdAt: true,
  lastUsedAt: true,
  expiresAt: true,
} as const;

/** An API key that is not revoked; it can have expired. */
export type ApiKeyRow = ApiTokenRow & {
  isRegistrationKey: boolean;
  /** the first characters of the key; null for keys of version 0.1.0 */
  hint: string | null;
  expired: boolean;
};

/** Stores a token by its hash. Throws P2002 if an API key that is not revoked has that name. */
export async function insertApiToken(
  tx: Tx,
  token: Pick<ApiTokenRow, 'id' | 'organizationId' | 'userId' | 'name' | 'role' | 'expiresAt'> & {
    hash: string;
    hint?: string;
    isRegistrationKey?: boolean;
  },
): Promise<void> {
  await tx.apiToken.create({ data: token });
}

/** An active registration key; null for another key, and if it was revoked, has expired, or does not exist. */
export async function findRegistrationKey(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<{ name: string } | null> {
  const [row] = await tx.$queryRaw<{ name: string }[]>`
    SELECT "name" FROM "api_token"
    WHERE "id" = ${id}::uuid AND "organization_id" = ${organizationId}::uuid AND "is_registration_key"
      AND "revoked_at" IS NULL AND ("expires_at" IS NULL OR "expires_at" > now())`;
  return row ?? null;
}

/** The role of an active API key, or `Registration`; null if it was revoked, has expired, or does not exist. */
export async function findApiKeyRole(
  organizationId: string,
  id: string,
  source: pg.Pool | Tx = database().reads,
): Promise<Role | 'Registration' | null> {
  const values = [id, organizationId];
  const [row] = await readRows<{ role: Role | 'Registration' }>(source, roleOfKey, values);
  return row?.role ?? null;
}

const roleOfKey = {
  name: 'find-role-of-key',
  text: `SELECT CASE WHEN "is_registration_key" THEN 'Registration' ELSE "role"::text END AS "role" FROM "api_token"
    WHERE "id" = $1::uuid AND "organization_id" = $2::uuid AND "user_id" IS NULL
      AND "revoked_at" IS NULL AND ("expires_at" IS NULL OR "expires_at" > now())`,
};

/** The active API keys of an organization (`userId` null), or the active zli sign-ins of a person, newest first. */
export async function findApiTokens(
  organizationId: string,
  userId: string | null,
  now: Date,
): Promise<ApiTokenRow[]> {
  return database().prisma.apiToken.findMany({
    where: { organizationId, userId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    select: fields,
    orderBy: { createdAt: 'desc' },
  });
}

/** An active zli sign-in of a person, with the name of their organization; null if there is none. */
export async function findZliSignIn(
  organizationId: string,
  userId: string,
  id: string,
): Promise<{ device: string; expiresAt: Date; organizationName: string } | null> {
  const row = await database().prisma.apiToken.findFirst({
    where: { id, organizationId, userId, revokedAt: null },
    select: { name: true, expiresAt: true, organization: { select: { name: true } } },
  });
  if (!row?.expiresAt) return null;
  return { device: row.name, expiresAt: row.expiresAt, organizationName: row.organization.name };
}

/** The owner of a zli sign-in; null if the organization has no such sign-in. */
export async function findZliOwner(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<{ id: string; email: string } | null> {
  const row = await tx.apiToken.findFirst({
    where: { id, organizationId, userId: { not: null } },
    select: { user: { select: { id: true, email: true } } },
  });
  return row?.user ?? null;
}

/** Renames an API key that is not revoked, and returns its name before; null if there is none. Throws P2002 as above. */
export async function renameApiKeyRow(
  tx: Tx,
  { organizationId, id, name }: { organizationId: string; id: string; name: string },
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ name: string }[]>`
    SELECT "name" FROM "api_token" WHERE "id" = ${id}::uuid AND "organization_id" = ${organizationId}::uuid
      AND "user_id" IS NULL AND "revoked_at" IS NULL FOR UPDATE`;
  if (!row) return null;
  if (row.name !== name) await tx.apiToken.update({ where: { id }, data: { name } });
  return row.name;
}

/** Writes the role of an API key; its subject gets it too. */
export async function writeApiKeyRole(tx: Tx, organizationId: string, id: string, role: Role): Promise<void> {
  await tx.apiToken.updateMany({ where: { organizationId, id, userId: null }, data: { role } });
}

/** Revokes an active token. Null if there is none in the organization. */
export async function revokeTokenRow(
  tx: Tx,
  where: { organizationId: string; id: string; userId: string | null },
  at: Date,
): Promise<{ name: string } | null> {
  const [row] = await tx.apiToken.updateManyAndReturn({
    where: { ...where, revokedAt: null },
    data: { revokedAt: at },
    select: { name: true },
  });
  return row ?? null;
}

/** Revokes all zli sign-ins of a person, and returns their number. */
export async function revokeTokensOf(tx: Tx, userId: string, at: Date): Promise<number> {
  return (await tx.apiToken.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: at } }))
    .count;
}

/** Who the owner of a token or API key with a hash is, active or not; null if there is none. */
export async function findTokenOwner(
  hash: string,
): Promise<(Pick<ApiTokenRow, 'id' | 'organizationId' | 'userId'> & { subjectKind: SubjectKind }) | null> {
  const row = await database().prisma.apiToken.findFirst({
    where: { hash },
    select: { id: true, organizationId: true, userId: true, user: { select: { kind: true } } },
  });
  if (!row) return null;
  const { user, ...token } = row;
  return { ...token, subjectKind: user?.kind ?? 'ApiKey' };
}

/** Revokes the tokens of all people of an organization, and no API key. Returns how many were active. */
export async function revokeAllPersonalTokens(tx: Tx, organizationId: string, at: Date): Promise<number> {
  const where = { organizationId, userId: { not: null }, revokedAt: null, expiresAt: { gt: at } };
  return (await tx.apiToken.updateMany({ where, data: { revokedAt: at } })).count;
}

/** The API keys of an organization that are not revoked, newest first, expired ones included. */
export async function findApiKeys(organizationId: string): Promise<ApiKeyRow[]> {
  return database().prisma.$queryRaw`
    SELECT "id", "organization_id" AS "organizationId", NULL AS "userId", "name", "role"::text AS "role",
      "created_at" AS "createdAt", "last_used_at" AS "lastUsedAt", "expires_at" AS "expiresAt", "hint",
      "is_registration_key" AS "isRegistrationKey",
      coalesce("expires_at" <= now(), false) AS "expired"
    FROM "api_token"
    WHERE "organization_id" = ${organizationId}::uuid AND "user_id" IS NULL AND "revoked_at" IS NULL
    ORDER BY "created_at" DESC, "id"`;
}

/** API keys of all organizations that have expired by the database's clock, and whose subjects are not yet disabled. */
export async function findExpiredKeys(limit: number): Promise<{ id: string; organizationId: string }[]> {
  return database().prisma.$queryRaw`
    SELECT t."id", t."organization_id" AS "organizationId" FROM "api_token" t JOIN "user" u ON u."id" = t."id"
    WHERE t."user_id" IS NULL AND t."expires_at" <= now() AND u."disabled_at" IS NULL
    ORDER BY t."expires_at" LIMIT ${limit}`;
}

/** Disables the subject of an API key that has expired, and gives the key's name. Null if it has not, or is disabled. */
export async function disableExpiredKey(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<{ name: string } | null> {
  const [row] = await tx.$queryRaw<{ name: string }[]>`
    UPDATE "user" u SET "disabled_at" = t."expires_at" FROM "api_token" t
    WHERE u."id" = ${id}::uuid AND u."organization_id" = ${organizationId}::uuid AND t."id" = u."id"
      AND t."user_id" IS NULL AND t."expires_at" <= now() AND u."disabled_at" IS NULL
    RETURNING t."name"`;
  return row ?? null;
}
