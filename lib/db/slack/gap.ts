import { database, type Tx } from '@/lib/db/client';

/**
 * The last time in which no worker used the database. If it was restored from a backup, this is what it does not know: what
 * happened then can be in Slack and on targets, but not here.
 */
export type Gap = { from: Date; until: Date };

/** The last gap; null if there was none. */
export async function findGap(tx: Tx = database().prisma): Promise<Gap | null> {
  const row = await tx.liveness.findFirst({ select: { gapFrom: true, gapUntil: true } });
  return row?.gapFrom && row.gapUntil ? { from: row.gapFrom, until: row.gapUntil } : null;
}

/**
 * Notes that workers use the database now, and counts the time since the last note as time in which the product ran: at most
 * `atMostSeconds`, because a longer one is a gap.
 */
export async function touchLiveness(atMostSeconds: number): Promise<void> {
  await database().prisma.$executeRaw`
    UPDATE "liveness" SET "alive_at" = now(), "ran_seconds" = "ran_seconds"
      + greatest(0, least(extract(epoch FROM now() - "alive_at")::float8, ${atMostSeconds}::float8))`;
}

/**
 * Notes the time since workers last used the database as a gap that ends now, if that is at least `seconds` ago. A gap that
 * soon follows another one begins with it, because what the first one left is not done yet. Null if there was no gap.
 * `lastNote` is when workers last used the database.
 */
export async function openGap(tx: Tx, seconds: number): Promise<(Gap & { lastNote: Date }) | null> {
  const rows = await tx.$queryRaw<(Gap & { lastNote: Date })[]>`
    WITH before AS (SELECT * FROM "liveness" FOR UPDATE)
    UPDATE "liveness" SET "alive_at" = now(), "gap_until" = now(),
      "gap_from" = CASE WHEN before."gap_until" > now() - interval '1 hour'
        THEN least(before."gap_from", before."alive_at") ELSE before."alive_at" END
    FROM before WHERE before."alive_at" <= now() - make_interval(secs => ${seconds})
    RETURNING "liveness"."gap_from" AS "from", "liveness"."gap_until" AS "until", before."alive_at" AS "lastNote"`;
  return rows[0] ?? null;
}

/** Skips serial numbers of certificates: those that the database would give next can have been given in the gap (R20). */
export async function skipSerials(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT skip_serials()`;
}

// Workers note themselves more often than this, so whatever a backup has is not much newer than their last note in it.
const margin = '1 minute';

/**
 * Marks the messages that waited when workers last used the database: if it was restored, they may have been sent after
 * `from`. They are looked up in Slack before they are sent.
 */
export async function markPossiblySent(tx: Tx, gap: { from: Date; lastNote: Date }): Promise<void> {
  await tx.$executeRaw`
    UPDATE "slack_message" SET "posting_since" = ${gap.from}, "posting_refused" = false
    WHERE "state" <> 'Sent' AND "ts" IS NULL AND "posting_since" IS NULL AND "folded_into" IS NULL
      AND "created_at" <= ${gap.lastNote}::timestamptz + ${margin}::interval`;
}

/**
 * Has the messages about open requests, or only about pending ones, rendered again: in the gap, their copies in Slack can
 * have got another state.
 */
export async function markOpenOutdated(tx: Tx, of: 'open' | 'pending'): Promise<void> {
  await tx.$executeRaw`
    UPDATE "slack_message" m SET "rendered_revision" = 0 FROM "access_request" r
    WHERE r."id" = m."request_id" AND r."is_open" AND (${of === 'open'} OR r."state" = 'Pending')
      AND m."recipient" <> 'log' AND m."state" = 'Sent'
      AND m."ts" IS NOT NULL AND m."rendered_revision" IS NOT NULL AND NOT m."withheld"`;
}
