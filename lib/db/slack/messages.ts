import { newId } from '@/lib/context';
import { database, type Tx } from '@/lib/db/client';

/**
 * Identifies a message. `recipient` is a user's id, or `log` for the log channel. `round` counts reminders and other
 * repeated messages, from 0.
 */
export type MessageKey = { requestId: string; kind: string; recipient: string; round: number };

export type MessageRow = {
  id: string;
  organizationId: string;
  installationId: string;
  requestId: string | null;
  kind: string;
  recipient: string;
  channel: string | null;
  ts: string | null;
  renderedRevision: number | null;
  attempts: number;
  postingSince: Date | null;
  postingRefused: boolean;
  /** the event that a checkpoint covers; null for a message about a request */
  checkpointSeq: bigint | null;
};

const fields = {
  id: true,
  organizationId: true,
  installationId: true,
  requestId: true,
  kind: true,
  recipient: true,
  channel: true,
  ts: true,
  renderedRevision: true,
  attempts: true,
  postingSince: true,
  postingRefused: true,
  checkpointSeq: true,
} as const;

/** Inserts messages; existing ones stay as they are. */
export async function insertMessages(
  tx: Tx,
  about: { organizationId: string; installationId: string },
  keys: readonly MessageKey[],
): Promise<void> {
  await tx.slackMessage.createMany({
    data: keys.map((key) => ({ id: newId(), ...about, ...key })),
    skipDuplicates: true,
  });
}

/** Inserts the line of a checkpoint in the log channel. Returns its id. */
export async function insertCheckpointMessage(
  tx: Tx,
  about: { id: string; organizationId: string },
  seq: number,
): Promise<string> {
  const id = newId();
  const { id: installationId, organizationId } = about;
  await tx.slackMessage.create({
    data: {
      id,
      organizationId,
      installationId,
      kind: 'log-checkpoint',
      recipient: 'log',
      checkpointSeq: seq,
    },
  });
  return id;
}

/** The ids of all messages of a request in an active installation. */
export async function findMessageIds(tx: Tx, requestId: string): Promise<string[]> {
  const rows = await tx.slackMessage.findMany({
    where: { requestId, installation: { removedAt: null } },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(({ id }) => id);
}

/**
 * Leases a message for delivery, for `seconds`, so that only one worker sends it. Null when another worker has it, or
 * when the id is unknown.
 */
export async function leaseMessage(id: string, seconds: number): Promise<MessageRow | null> {
  const count = await database().prisma.$executeRaw`
    UPDATE "slack_message" SET "leased_until" = now() + make_interval(secs => ${seconds}), "attempts" = "attempts" + 1
    WHERE "id" = ${id}::uuid AND ("leased_until" IS NULL OR "leased_until" < now())`;
  return count === 1 ? database().prisma.slackMessage.findUnique({ where: { id }, select: fields }) : null;
}

export async function messageExists(id: string): Promise<boolean> {
  return (await database().prisma.slackMessage.count({ where: { id } })) === 1;
}

/**
 * Saves, before a post, that its answer can be lost. The time of an earlier post to the same channel stays: the search
 * for the message starts there.
 */
export async function markPosting(id: string, channel: string): Promise<void> {
  await database().prisma.$executeRaw`
    UPDATE "slack_message" SET "channel" = ${channel}, "posting_refused" = false,
      "posting_since" = CASE WHEN "channel" = ${channel} THEN coalesce("posting_since", now()) ELSE now() END
    WHERE "id" = ${id}::uuid`;
}

/** Clears the place of a message that is no longer in Slack; it is posted again. */
export async function clearPlace(id: string): Promise<void> {
  await database().prisma.slackMessage.updateMany({
    where: { id },
    data: { channel: null, ts: null, renderedRevision: null, postingSince: null },
  });
}

/** Saves the place of a message and the revision that it shows, and ends the lease. */
export async function markDelivered(
  id: string,
  place: { channel: string; ts: string; renderedRevision: number },
): Promise<void> {
  await database().prisma.$executeRaw`
    UPDATE "slack_message" SET "state" = 'Sent', "channel" = ${place.channel}, "ts" = ${place.ts},
      "rendered_revision" = ${place.renderedRevision}, "sent_at" = coalesce("sent_at", now()),
      "posting_since" = NULL, "posting_refused" = false,
      "leased_until" = NULL, "attempts" = 0, "last_error" = NULL
    WHERE "id" = ${id}::uuid`;
}

/** Ends the lease of a message that needs no delivery. */
export async function releaseMessage(id: string): Promise<void> {
  await database().prisma.slackMessage.updateMany({
    where: { id },
    data: { leasedUntil: null, attempts: 0 },
  });
}

/**
 * Whether a failed delivery may have posted the message. `none`: no. `refused`: Slack answered with an error, so probably
 * not. `unknown`: Slack did not answer.
 */
export type Posting = 'none' | 'refused' | 'unknown';

/** Saves why a delivery failed, and ends the lease. `final` stops the retries. */
export async function markFailed(
  tx: Tx,
  id: string,
  failure: { error: string; final: boolean; posting: Posting },
): Promise<void> {
  await tx.slackMessage.updateMany({
    where: { id },
    data: {
      state: failure.final ? 'Failed' : 'Waiting',
      lastError: failure.error,
      leasedUntil: null,
      ...(failure.posting === 'none' && { postingSince: null }),
      postingRefused: failure.posting === 'refused',
    },
  });
}

/**
 * Messages of active installations that are waiting or outdated, without a job: their job was lost. Lines of the log
 * channel are never outdated.
 */
export async function findMessagesWithoutJob(limit: number): Promise<string[]> {
  const rows = await database().prisma.$queryRaw<{ id: string }[]>`
    SELECT m."id" FROM "slack_message" m
    JOIN "slack_installation" i ON i."id" = m."installation_id" AND i."removed_at" IS NULL
    LEFT JOIN "access_request" r ON r."id" = m."request_id"
    WHERE (m."leased_until" IS NULL OR m."leased_until" < now())
      AND (m."state" = 'Waiting'
        OR (m."state" = 'Sent' AND m."kind" NOT LIKE 'log-%' AND m."rendered_revision" < r."revision"))
      AND NOT EXISTS (
        SELECT 1 FROM pgboss.job j WHERE j.name = 'deliver-slack'
          AND j.state IN ('created', 'retry', 'active') AND j.data->>'messageId' = m."id"::text)
    ORDER BY m."created_at" LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** A failed message. `recipient` is an email, or null for the log channel. */
export type UndeliveredRow = { id: string; requestId: string | null; recipient: string | null; why: string };

/** The failed messages of an installation, the newest first. */
export async function findUndelivered(installationId: string, limit: number): Promise<UndeliveredRow[]> {
  return database().prisma.$queryRaw`
    SELECT m."id", m."request_id" AS "requestId", u."email" AS "recipient",
      coalesce(m."last_error", 'unknown') AS "why"
    FROM "slack_message" m LEFT JOIN "user" u ON u."id"::text = m."recipient"
    WHERE m."installation_id" = ${installationId}::uuid AND m."state" = 'Failed'
    ORDER BY m."created_at" DESC LIMIT ${limit}`;
}

/** The messages of an installation that show an older revision of their request; never lines of the log channel. */
export async function findStaleCopies(
  installationId: string,
): Promise<{ organizationId: string; requestId: string; kind: string; channel: string; ts: string }[]> {
  return database().prisma.$queryRaw`
    SELECT m."organization_id" AS "organizationId", m."request_id" AS "requestId", m."kind", m."channel", m."ts"
    FROM "slack_message" m JOIN "access_request" r ON r."id" = m."request_id"
    WHERE m."installation_id" = ${installationId}::uuid AND m."recipient" <> 'log'
      AND m."ts" IS NOT NULL AND m."channel" IS NOT NULL AND m."rendered_revision" < r."revision"`;
}
