import { database, type Tx } from '@/lib/db/client';

/** How the messages of an installation stand. */
export type DeliveryCounts = {
  sent: number;
  waiting: number;
  failed: number;
  /** how long the oldest of the waiting ones has waited; null when none does */
  oldestSeconds: number | null;
};

/** Counts the messages of an installation. */
export async function countMessages(installationId: string): Promise<DeliveryCounts> {
  const [row] = await database().prisma.$queryRaw<DeliveryCounts[]>`
    SELECT count(*) FILTER (WHERE "state" = 'Sent')::int AS "sent",
      count(*) FILTER (WHERE "state" = 'Waiting')::int AS "waiting",
      count(*) FILTER (WHERE "state" = 'Failed')::int AS "failed",
      extract(epoch FROM now() - min("created_at") FILTER (WHERE "state" = 'Waiting'))::float AS "oldestSeconds"
    FROM "slack_message" WHERE "installation_id" = ${installationId}::uuid`;
  return row ?? { sent: 0, waiting: 0, failed: 0, oldestSeconds: null };
}

/** Active people whose latest message could not be delivered, by address, and why. */
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

/** Jobs that are over a minute late, and how long ago the last one was done; null when none ever was. */
export async function findJobHealth(): Promise<{ overdue: number; lastDoneSeconds: number | null }> {
  const [row] = await database().prisma.$queryRaw<{ overdue: number; lastDoneSeconds: number | null }[]>`
    SELECT count(*) FILTER (
        WHERE state IN ('created', 'retry') AND start_after < now() - interval '1 minute')::int AS "overdue",
      extract(epoch FROM now() - max(completed_on))::float AS "lastDoneSeconds"
    FROM pgboss.job`;
  return row ?? { overdue: 0, lastDoneSeconds: null };
}

/** The active admins of an organization who have no linked account in a workspace, by address. */
export async function findUnlinkedAdmins(organizationId: string, teamId: string): Promise<string[]> {
  const rows = await database().prisma.user.findMany({
    where: { organizationId, role: 'Admin', disabledAt: null, slackLinks: { none: { teamId } } },
    select: { email: true },
    orderBy: { email: 'asc' },
  });
  return rows.map(({ email }) => email);
}

/** Puts messages that were given up back to waiting: one of an installation, or all. Gives their ids. */
export async function reviveMessages(tx: Tx, installationId: string, id: string | null): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "slack_message" SET "state" = 'Waiting', "attempts" = 0, "leased_until" = NULL
    WHERE "installation_id" = ${installationId}::uuid AND "state" = 'Failed'
      AND (${id}::uuid IS NULL OR "id" = ${id}::uuid)
    RETURNING "id"`;
  return rows.map((row) => row.id);
}
