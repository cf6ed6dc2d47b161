import { database, type Tx } from '@/lib/db/client';

export type DeliveryCounts = {
  sent: number;
  pending: number;
  failed: number;
  /** the age of the oldest pending message; null when none is pending */
  oldestSeconds: number | null;
};

export async function countMessages(installationId: string): Promise<DeliveryCounts> {
  const [row] = await database().prisma.$queryRaw<DeliveryCounts[]>`
    SELECT count(*) FILTER (WHERE "state" = 'Sent')::int AS "sent",
      count(*) FILTER (WHERE "state" = 'Waiting')::int AS "pending",
      count(*) FILTER (WHERE "state" = 'Failed')::int AS "failed",
      extract(epoch FROM now() - min("created_at") FILTER (WHERE "state" = 'Waiting'))::float AS "oldestSeconds"
    FROM "slack_message" WHERE "installation_id" = ${installationId}::uuid`;
  return row ?? { sent: 0, pending: 0, failed: 0, oldestSeconds: null };
}

/** Active users whose latest message could not be delivered, by email, and why. */
export async function findUnreachable(
  installationId: string,
  limit: number,
): Promise<{ email: string; why: string }[]> {
  return database().prisma.$queryRaw`
    SELECT latest."email", coalesce(latest."last_error", 'unknown') AS "why" FROM (
      SELECT DISTINCT ON (u."id") u."email", m."state", m."last_error"
      FROM "slack_message" m JOIN "user" u ON u."id"::text = m."recipient" AND u."disabled_at" IS NULL
      WHERE m."installation_id" = ${installationId}::uuid ORDER BY u."id", m."created_at" DESC) latest
    WHERE latest."state" = 'Failed' ORDER BY latest."email" LIMIT ${limit}`;
}

/** Jobs more than a minute late, and the seconds since the last one finished; null when none ever did. */
export async function findJobHealth(): Promise<{ overdue: number; lastDoneSeconds: number | null }> {
  const [row] = await database().prisma.$queryRaw<{ overdue: number; lastDoneSeconds: number | null }[]>`
    SELECT count(*) FILTER (
        WHERE state IN ('created', 'retry') AND start_after < now() - interval '1 minute')::int AS "overdue",
      extract(epoch FROM now() - max(completed_on))::float AS "lastDoneSeconds"
    FROM pgboss.job`;
  return row ?? { overdue: 0, lastDoneSeconds: null };
}

/** The active admins of an organization without a linked account in a workspace, by email. */
export async function findUnlinkedAdmins(organizationId: string, teamId: string): Promise<string[]> {
  const rows = await database().prisma.user.findMany({
    where: {
      organizationId,
      kind: 'User',
      role: 'Admin',
      disabledAt: null,
      slackLinks: { none: { teamId } },
    },
    select: { email: true },
    orderBy: { email: 'asc' },
  });
  return rows.map(({ email }) => email);
}

/** Sets failed messages of an installation to waiting: one, or all when `id` is null. Returns their ids. */
export async function reviveMessages(tx: Tx, installationId: string, id: string | null): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "slack_message" SET "state" = 'Waiting', "attempts" = 0, "leased_until" = NULL
    WHERE "installation_id" = ${installationId}::uuid AND "state" = 'Failed'
      AND (${id}::uuid IS NULL OR "id" = ${id}::uuid)
    RETURNING "id"`;
  return rows.map((row) => row.id);
}

/** Why the newest failed message to a person in the last day was not delivered; null if there is none. */
export async function findOwnFailure(organizationId: string, userId: string): Promise<string | null> {
  const rows = await database().prisma.$queryRaw<{ why: string }[]>`
    SELECT coalesce(m."last_error", 'unknown') AS why FROM "slack_message" m
    JOIN "slack_installation" i ON i."id" = m."installation_id" AND i."removed_at" IS NULL
    WHERE m."organization_id" = ${organizationId}::uuid AND m."recipient" = ${userId} AND m."state" = 'Failed'
      AND m."created_at" > now() - interval '1 day'
    ORDER BY m."created_at" DESC LIMIT 1`;
  return rows[0]?.why ?? null;
}
