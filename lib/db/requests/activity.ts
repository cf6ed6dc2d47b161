import { database } from '@/lib/db/client';

/** The requests, approvals and decision times of one hour. */
export type ActivityHour = {
  hour: Date;
  requests: number;
  approvals: number;
  /** of the admins' decisions in this hour; null when there was none */
  medianSeconds: number | null;
};

/** The last hours, oldest first, with the current one at the end. Empty hours are included. */
export async function findActivity(organizationId: string, hours: number): Promise<ActivityHour[]> {
  return database().prisma.$queryRaw`
    WITH hours AS (
      SELECT generate_series(
        date_trunc('hour', now()) - make_interval(hours => ${hours - 1}), date_trunc('hour', now()), '1 hour') AS hour)
    SELECT hours.hour AS "hour",
      (SELECT count(*)::int FROM "access_request" r
        WHERE r."organization_id" = ${organizationId}::uuid
          AND r."created_at" >= hours.hour AND r."created_at" < hours.hour + interval '1 hour') AS "requests",
      decided.approvals AS "approvals", decided.median AS "medianSeconds"
    FROM hours CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE r."state" = 'Approved')::int AS approvals,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r."decided_at" - r."created_at"))
          FILTER (WHERE r."decided_by_id" IS NOT NULL) AS median
      FROM "access_request" r
      WHERE r."organization_id" = ${organizationId}::uuid
        AND r."decided_at" >= hours.hour AND r."decided_at" < hours.hour + interval '1 hour') decided
    ORDER BY hours.hour`;
}

/** The median time of the admins' decisions in the last hours, in seconds; null when there was none. */
export async function findMedianDecision(organizationId: string, hours: number): Promise<number | null> {
  const [row] = await database().prisma.$queryRaw<{ median: number | null }[]>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM "decided_at" - "created_at")) AS "median"
    FROM "access_request"
    WHERE "organization_id" = ${organizationId}::uuid AND "decided_by_id" IS NOT NULL
      AND "decided_at" >= date_trunc('hour', now()) - make_interval(hours => ${hours - 1})`;
  return row?.median ?? null;
}
