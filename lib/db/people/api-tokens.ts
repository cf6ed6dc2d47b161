import type { Role } from '@/lib/core/actor';
import { database, type Tx } from '@/lib/db/client';

export type ApiTokenRow = {
  id: string;
  organizationId: string;
  /** null for an API key */
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

/** Stores a token by its hash. P2002 when an API key of that name is alive. */
export async function insertApiToken(
  tx: Tx,
  token: Pick<ApiTokenRow, 'id' | 'organizationId' | 'userId' | 'name' | 'role' | 'expiresAt'> & {
    hash: string;
  },
): Promise<void> {
  await tx.apiToken.create({ data: token });
}

/**
 * The living token of a hash, by the database's clock; a person's only while they are not disabled. That it
 * was used is noted once a minute at most: reading must not cost a write each time.
 */
export async function findTokenByHash(hash: string): Promise<ApiTokenRow | null> {
  const { rows } = await database().pool.query<ApiTokenRow & { stale: boolean }>({
    name: 'find-token',
    text: `SELECT t."id", t."organization_id" AS "organizationId", t."user_id" AS "userId", t."name",
        t."role"::text AS "role", t."created_at" AS "createdAt", t."last_used_at" AS "lastUsedAt",
        t."expires_at" AS "expiresAt",
        (t."last_used_at" IS NULL OR t."last_used_at" < now() - interval '1 minute') AS "stale"
      FROM "api_token" t LEFT JOIN "user" u ON u."id" = t."user_id"
      WHERE t."hash" = $1 AND t."revoked_at" IS NULL AND (t."expires_at" IS NULL OR t."expires_at" > now())
        AND (t."user_id" IS NULL OR (u."disabled_at" IS NULL AND u."organization_id" = t."organization_id"))`,
    values: [hash],
  });
  const [row] = rows;
  if (!row) return null;
  const { stale, ...token } = row;
  if (stale) {
    await database().pool.query('UPDATE "api_token" SET "last_used_at" = now() WHERE "id" = $1', [token.id]);
  }
  return token;
}

/** The role of a living API key; null when it was revoked or is none. */
export async function findApiKeyRole(
  organizationId: string,
  id: string,
  tx: Tx = database().prisma,
): Promise<Role | null> {
  const row = await tx.apiToken.findFirst({
    where: { id, organizationId, userId: null, revokedAt: null },
    select: { role: true },
  });
  return row?.role ?? null;
}

/** The name of an API key, alive or not. */
export async function findApiKeyName(organizationId: string, id: string, tx: Tx): Promise<string | null> {
  const row = await tx.apiToken.findFirst({ where: { id, organizationId }, select: { name: true } });
  return row?.name ?? null;
}

/** The living API keys of an organization, or the living sign-ins of zli of one person, newest first. */
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

/** Whose sign-in of zli it is; null when it is none of the organization's people. */
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

/** Revokes a living token. Null when there is none: another organization's, or revoked before. */
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

/** Revokes every sign-in of zli of a person. Gives how many there were. */
export async function revokeTokensOf(tx: Tx, userId: string, at: Date): Promise<number> {
  return (await tx.apiToken.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: at } }))
    .count;
}
