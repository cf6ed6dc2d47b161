import { database } from '@/lib/db/client';

/** How many requests were settled on one day, by outcome. */
export type OutcomeDay = {
  /** the day in UTC, as `2026-01-31` */
  day: string;
  automatic: number;
  approved: number;
  denied: number;
  /** cancelled or timed out */
  dropped: number;
};

/** The outcomes of each of the last days, the oldest first, today at the end. Empty days are included. */
export async function findOutcomeDays(organizationId: string, days: number): Promise<OutcomeDay[]> {
  return database().prisma.$queryRaw`
    WITH days AS (
      SELECT generate_series(
        date_trunc('day', now() AT TIME ZONE 'UTC') - make_interval(days => ${days - 1}),
        date_trunc('day', now() AT TIME ZONE 'UTC'), '1 day') AS day)
    SELECT to_char(days.day, 'YYYY-MM-DD') AS "day",
      count(r."id") FILTER (WHERE r."state" = 'Approved' AND r."automatic")::int AS "automatic",
      count(r."id") FILTER (WHERE r."state" = 'Approved' AND NOT r."automatic")::int AS "approved",
      count(r."id") FILTER (WHERE r."state" = 'Denied')::int AS "denied",
      count(r."id") FILTER (WHERE r."state" NOT IN ('Pending', 'Approved', 'Denied'))::int AS "dropped"
    FROM days LEFT JOIN "access_request" r
      ON r."organization_id" = ${organizationId}::uuid
      AND r."created_at" >= days.day AT TIME ZONE 'UTC'
      AND r."created_at" < (days.day + interval '1 day') AT TIME ZONE 'UTC'
    GROUP BY days.day ORDER BY days.day`;
}

/** How long admins took to decide in the last days, in seconds; null when they decided nothing. */
export async function findDecisionTimes(
  organizationId: string,
  days: number,
): Promise<{ median: number; slow: number } | null> {
  const [row] = await database().prisma.$queryRaw<{ times: [number, number] | null }[]>`
    SELECT percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY extract(epoch FROM "decided_at" - "created_at"))
      AS "times"
    FROM "access_request"
    WHERE "organization_id" = ${organizationId}::uuid AND "decided_by_id" IS NOT NULL
      AND "created_at" >= now() - make_interval(days => ${days})`;
  return row?.times ? { median: row.times[0], slow: row.times[1] } : null;
}

/**
 * Counts pending requests and ended access that still works. `newestAt` and `at` are in milliseconds since 1970, by the
 * database's clock; `newestAt` is null without pending requests.
 */
export async function countWorkForAdmins(
  organizationId: string,
): Promise<{ pending: number; newestAt: number | null; stillOpen: number; at: number }> {
  const [row] = await database().prisma.$queryRaw<
    { pending: number; newestAt: number | null; stillOpen: number; at: number }[]
  >`
    SELECT count(*)::int AS "pending",
      floor(extract(epoch FROM max(r."created_at")) * 1000)::float AS "newestAt",
      floor(extract(epoch FROM now()) * 1000)::float AS "at",
      (SELECT count(*)::int FROM "door_check" d
        WHERE d."organization_id" = ${organizationId}::uuid AND d."state" = 'Open') AS "stillOpen"
    FROM "access_request" r
    WHERE r."organization_id" = ${organizationId}::uuid AND r."state" = 'Pending'
      AND (r."lapses_at" IS NULL OR r."lapses_at" > now())`;
  if (!row) throw new Error('an aggregate has one row');
  return row;
}

/** The requests whose ended access still works, the one that ended first at the beginning. */
export async function findStillOpenIds(organizationId: string, take: number): Promise<string[]> {
  const rows = await database().prisma.revocationCheck.findMany({
    where: { organizationId, state: 'StillOpen' },
    orderBy: [{ alarmedAt: 'asc' }, { requestId: 'asc' }],
    select: { requestId: true },
    take,
  });
  return rows.map(({ requestId }) => requestId);
}
