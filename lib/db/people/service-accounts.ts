import { Prisma } from '@/generated/prisma/client';
import type { Role } from '@/lib/core/actor';
import { database, type Tx } from '@/lib/db/client';

export type ServiceAccountRow = {
  id: string;
  organizationId: string;
  email: string;
  externalId: string;
  jwksUrl: string;
  jwksUrlPattern: string;
  role: Role;
  createdAt: Date;
  lastLoginAt: Date | null;
  /** the subject that created it */
  createdById: string;
  disabledAt: Date | null;
  /** keys that were loaded before are loaded again */
  keysFrom: Date;
};

/** Inserts a service account with the role User. False if a person or another one has the email. */
export async function insertServiceAccount(
  tx: Tx,
  account: Pick<
    ServiceAccountRow,
    'id' | 'organizationId' | 'email' | 'externalId' | 'jwksUrl' | 'jwksUrlPattern' | 'createdById'
  >,
): Promise<boolean> {
  const { id, organizationId, email, ...provider } = account;
  const inserted = await tx.$executeRaw`
    INSERT INTO "user" ("id", "organization_id", "email", "name", "kind")
    SELECT ${id}::uuid, ${organizationId}::uuid, ${email}, ${email}, 'ServiceAccount'
    WHERE NOT EXISTS (SELECT 1 FROM "user"
      WHERE "organization_id" = ${organizationId}::uuid AND "kind" = 'User' AND "email" = ${email})
    ON CONFLICT ("organization_id", "kind", "email") DO NOTHING`;
  if (inserted === 0) return false;
  await tx.serviceAccount.create({ data: { id, ...provider } });
  return true;
}

const columns = Prisma.sql`
  u."id", u."organization_id" AS "organizationId", u."email", a."external_id" AS "externalId",
  a."jwks_url" AS "jwksUrl", a."jwks_url_pattern" AS "jwksUrlPattern", u."role"::text AS "role",
  u."created_at" AS "createdAt", u."last_login_at" AS "lastLoginAt", a."created_by_id" AS "createdById",
  u."disabled_at" AS "disabledAt", a."keys_from" AS "keysFrom"`;

/** The service accounts of an organization, disabled ones included, sorted by email: all, or the one with an id. */
export async function findServiceAccounts(
  organizationId: string,
  id?: string,
  tx: Tx = database().prisma,
): Promise<ServiceAccountRow[]> {
  return tx.$queryRaw`
    SELECT ${columns} FROM "service_account" a JOIN "user" u ON u."id" = a."id"
    WHERE u."organization_id" = ${organizationId}::uuid
      ${id === undefined ? Prisma.empty : Prisma.sql`AND u."id" = ${id}::uuid`}
    ORDER BY u."email"`;
}

/** A service account of any organization, which wants to sign in. Null if there is none. */
export async function findSigningInAccount(id: string): Promise<ServiceAccountRow | null> {
  const rows = await database().prisma.$queryRaw<ServiceAccountRow[]>`
    SELECT ${columns} FROM "service_account" a JOIN "user" u ON u."id" = a."id" WHERE u."id" = ${id}::uuid`;
  return rows[0] ?? null;
}

/** Notes that a service account signs in. False if it is disabled. */
export async function recordAccountSignIn(tx: Tx, id: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE "user" SET "last_login_at" = now()
    WHERE "id" = ${id}::uuid AND "kind" = 'ServiceAccount' AND "disabled_at" IS NULL`;
  return count === 1;
}

/** Has the keys of a service account loaded again. */
export async function renewKeys(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE "service_account" SET "keys_from" = clock_timestamp() WHERE "id" = ${id}::uuid`;
}
