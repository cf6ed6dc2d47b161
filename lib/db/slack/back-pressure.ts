import { database } from '@/lib/db/client';
import type { Lease, MessageRow } from './messages';

/** All calls of an installation. Other scopes are channels. */
export const allCalls = '*';

/** Keeps all processes from calling Slack for a channel, or at all, for some seconds. A longer pause stays. */
export async function pauseSlack(installationId: string, scope: string, seconds: number): Promise<void> {
  await database().prisma.$executeRaw`
    INSERT INTO "slack_pause" AS p ("installation_id", "scope", "until")
    VALUES (${installationId}::uuid, ${scope}, now() + make_interval(secs => ${seconds}))
    ON CONFLICT ("installation_id", "scope") DO UPDATE SET "until" = greatest(p."until", excluded."until")`;
}

/**
 * For how many seconds a message has to wait: for a pause that Slack wants, or a second for an earlier message about the
 * same request to the same recipient, so that people read them in order. Null when it can be sent.
 */
export async function findHold(message: MessageRow, channel: string | null): Promise<number | null> {
  const rows = await database().prisma.$queryRaw<{ seconds: number | null }[]>`
    SELECT greatest(
      (SELECT ceil(extract(epoch FROM max(p."until") - now()))::int FROM "slack_pause" p
        WHERE p."installation_id" = ${message.installationId}::uuid AND p."until" > now()
          AND p."scope" IN (${allCalls}, ${channel ?? allCalls})),
      (SELECT 1 FROM "slack_message" m JOIN "slack_message" earlier ON earlier."request_id" = m."request_id"
          AND earlier."recipient" = m."recipient" AND earlier."id" <> m."id" AND earlier."created_at" < m."created_at"
        WHERE m."id" = ${message.id}::uuid AND m."ts" IS NULL
          AND earlier."ts" IS NULL AND earlier."state" = 'Waiting' LIMIT 1)) AS seconds`;
  return rows[0]?.seconds ?? null;
}

/**
 * Has a waiting line of the log channel tell others that wait too, the oldest first, when more than `backlog` do: at most
 * `most`. They are told by its message from then on. Does nothing once it may have been posted.
 */
export async function foldLogLines(
  { id, lease }: Lease,
  { backlog, most }: { backlog: number; most: number },
): Promise<void> {
  await database().prisma.$executeRaw`
    WITH lead AS (
      SELECT "id", "installation_id" FROM "slack_message"
      WHERE "id" = ${id}::uuid AND "lease" = ${lease} AND "request_id" IS NOT NULL AND "recipient" = 'log'
        AND "ts" IS NULL AND "posting_since" IS NULL
    ), waiting AS (
      SELECT m."id", m."created_at" FROM "slack_message" m JOIN lead ON lead."installation_id" = m."installation_id"
      WHERE m."recipient" = 'log' AND m."request_id" IS NOT NULL AND m."state" = 'Waiting' AND m."ts" IS NULL
        AND m."posting_since" IS NULL AND m."folded_into" IS NULL AND m."id" <> lead."id"
        AND (m."leased_until" IS NULL OR m."leased_until" < now())
        AND NOT EXISTS (SELECT 1 FROM "slack_message" told WHERE told."folded_into" = m."id")
    )
    UPDATE "slack_message" m SET "folded_into" = ${id}::uuid
    FROM (SELECT "id" FROM waiting ORDER BY "created_at", "id" LIMIT ${most}) chosen
    WHERE m."id" = chosen."id" AND m."folded_into" IS NULL
      AND (m."leased_until" IS NULL OR m."leased_until" < now())
      AND (SELECT count(*) FROM waiting) >= ${backlog}`;
}
