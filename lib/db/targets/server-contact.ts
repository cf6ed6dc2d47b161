import { Prisma } from '@/generated/prisma/client';
import { database, type Tx } from '@/lib/db/client';

/** The columns of `Contact`, in SQL about the target `t`. What is behind a server has the last contact of that server. */
export const contactColumns = {
  lastContactAt: `(SELECT c."last_at" FROM "server_contact" c WHERE c."target_id" = coalesce(t."proxy_target_id", t."id"))`,
  silentSeconds: `(SELECT l."ran_seconds" - c."ran_seconds" FROM "server_contact" c, "liveness" l WHERE c."target_id" = t."id")`,
} as const;

/** The id by which a server makes contact, which is made here if it has none. */
export async function findOrCreateContactId(organizationId: string, targetId: string): Promise<string> {
  const { prisma } = database();
  await prisma.$executeRaw`
    INSERT INTO "server_contact" ("target_id")
    SELECT t."id" FROM "target" t WHERE t."id" = ${targetId}::uuid AND t."organization_id" = ${organizationId}::uuid
    ON CONFLICT ("target_id") DO NOTHING`;
  const { contactId } = await prisma.serverContact.findFirstOrThrow({
    where: { targetId, target: { organizationId } },
    select: { contactId: true },
  });
  return contactId;
}

/**
 * Notes that a server in use made contact now, once a minute at most, also if the database's clock stepped back since the
 * last contact. An unknown id notes nothing. It waits for nobody: a row that another transaction writes is left to it.
 */
export async function noteContactRow(contactId: string): Promise<void> {
  await database().prisma.$executeRaw`
    UPDATE "server_contact" SET "last_at" = now(), "ran_seconds" = l."ran_seconds", "kept_reason" = NULL, "kept_at" = NULL
    FROM "liveness" l WHERE "target_id" = (
      SELECT c."target_id" FROM "server_contact" c JOIN "target" t ON t."id" = c."target_id"
      WHERE c."contact_id" = ${contactId}::uuid AND t."status" <> 'Terminated'
        AND (c."last_at" IS NULL OR c."last_at" NOT BETWEEN now() - interval '1 minute' AND now())
      FOR UPDATE OF c SKIP LOCKED)`;
}

// A server `t` in use that has been silent for longer than its environment `e` allows: `c` is its contact, `l` the clock
// of the product.
const overdue = Prisma.sql`
  c."target_id" = t."id" AND e."id" = t."environment_id" AND t."status" <> 'Terminated'
  AND e."offline_cleanup_timeout_hours" > 0
  AND l."ran_seconds" - c."ran_seconds" >= e."offline_cleanup_timeout_hours" * 3600`;

/** Servers that the clean-up has to archive, in all organizations, without those that it could not in the last hour. */
export async function findOverdueServers(
  take: number,
): Promise<{ organizationId: string; targetId: string }[]> {
  return database().prisma.$queryRaw`
    SELECT t."organization_id" AS "organizationId", t."id" AS "targetId"
    FROM "target" t, "server_contact" c, "environment" e, "liveness" l
    WHERE ${overdue} AND (c."kept_at" IS NULL OR c."kept_at" <= now() - interval '1 hour')
    ORDER BY c."last_at", t."id" LIMIT ${take}`;
}

/** Archives a server if it is still overdue; null if not. `hours` are those of its environment. */
export async function writeOverdueArchived(
  tx: Tx,
  organizationId: string,
  targetId: string,
): Promise<{ lastContactAt: Date; hours: number } | null> {
  const [row] = await tx.$queryRaw<{ lastContactAt: Date; hours: number }[]>`
    UPDATE "target" t SET "status" = 'Terminated' FROM "server_contact" c, "environment" e, "liveness" l
    WHERE t."id" = ${targetId}::uuid AND t."organization_id" = ${organizationId}::uuid AND ${overdue}
    RETURNING c."last_at" AS "lastContactAt", e."offline_cleanup_timeout_hours" AS "hours"`;
  return row ?? null;
}

/** Notes why an overdue server can't be archived. False if it is not overdue any more, or if that reason was noted before. */
export async function writeOverdueKept(
  tx: Tx,
  organizationId: string,
  targetId: string,
  reason: string,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ before: string | null }[]>`
    WITH found AS (
      SELECT c."target_id", c."kept_reason" FROM "target" t, "server_contact" c, "environment" e, "liveness" l
      WHERE t."id" = ${targetId}::uuid AND t."organization_id" = ${organizationId}::uuid AND ${overdue}
      FOR UPDATE OF c)
    UPDATE "server_contact" k SET "kept_reason" = ${reason}, "kept_at" = now()
    FROM found WHERE k."target_id" = found."target_id"
    RETURNING found."kept_reason" AS "before"`;
  return row !== undefined && row.before !== reason;
}
