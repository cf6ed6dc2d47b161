import { createHash } from 'node:crypto';
import { newId } from '@/lib/context';
import { database, type Tx } from '@/lib/db/client';
import { findGap } from './gap';

/**
 * Identifies a message. `recipient` is a user's id, or `log` for the log channel. `round` counts reminders and other
 * repeated messages, from 0.
 */
type MessageKey = { requestId: string; kind: string; recipient: string; round: number };

/**
 * A message to insert. `state` is the one that it tells of. `due` is when the clock made it due; without it, a person or a
 * change made it due now.
 */
export type NewMessage = MessageKey & { state?: string | undefined; due?: Date | null | undefined };

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
  /** counts the leases */
  lease: number;
  /** whether the recipient got an invitation to link their account instead */
  withheld: boolean;
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
  lease: true,
  withheld: true,
  checkpointSeq: true,
} as const;

/**
 * The lease of a message that a worker holds. Each write of a delivery names it, so that a worker that wakes up late, after
 * another one took the message over, writes nothing.
 */
export type Lease = Pick<MessageRow, 'id' | 'lease'>;

/** Inserts messages; existing ones stay as they are. One that was due in the last gap may be in Slack already. */
export async function insertMessages(
  tx: Tx,
  about: { organizationId: string; installationId: string },
  messages: readonly NewMessage[],
): Promise<void> {
  const gap = messages.some(({ due }) => due) ? await findGap(tx) : null;
  await tx.slackMessage.createMany({
    data: messages.map(({ state, due, ...key }) => ({
      id: messageId(key, state),
      ...about,
      ...key,
      postingSince: gap && due && due <= gap.until ? gap.from : null,
    })),
    skipDuplicates: true,
  });
}

/**
 * The id of a message, which its copy in Slack carries. A database that was restored from a backup gives a message that it
 * has to write again the same id, and so finds the copy.
 */
function messageId({ requestId, kind, recipient, round }: MessageKey, state = ''): string {
  const hash = createHash('sha256')
    .update([requestId, kind, recipient, round, state].join(' '))
    .digest('hex');
  // A UUID of version 8, whose content is the application's own (RFC 9562).
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`];
  return `${parts.join('-')}-${hash.slice(20, 32)}`;
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

/** Whether there is a message of a kind about a request. */
export async function hasMessage(tx: Tx, requestId: string, kind: string): Promise<boolean> {
  return (await tx.slackMessage.count({ where: { requestId, kind } })) > 0;
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
  const [held] = await database().prisma.$queryRaw<Lease[]>`
    UPDATE "slack_message" SET "leased_until" = now() + make_interval(secs => ${seconds}), "attempts" = "attempts" + 1,
      "lease" = "lease" + 1
    WHERE "id" = ${id}::uuid AND "folded_into" IS NULL AND ("leased_until" IS NULL OR "leased_until" < now())
    RETURNING "id", "lease"`;
  return held ? database().prisma.slackMessage.findFirst({ where: held, select: fields }) : null;
}

/** Whether there is a message with a post of its own; not one that another line of the log channel tells too. */
export async function messageExists(id: string): Promise<boolean> {
  return (await database().prisma.slackMessage.count({ where: { id, foldedInto: null } })) === 1;
}

/** Extends a lease, right before a call of Slack. False when it was lost: then the worker must not call. */
export async function extendLease({ id, lease }: Lease, seconds: number): Promise<boolean> {
  const count = await database().prisma.$executeRaw`
    UPDATE "slack_message" SET "leased_until" = now() + make_interval(secs => ${seconds})
    WHERE "id" = ${id}::uuid AND "lease" = ${lease} AND "leased_until" > now()`;
  return count === 1;
}

/**
 * Saves, right before a post, that its answer can be lost, and extends the lease. The time of an earlier post to the same
 * channel stays: the search for the message starts there. False when the lease was lost: then the worker must not post.
 */
export async function markPosting({ id, lease }: Lease, channel: string, seconds: number): Promise<boolean> {
  const count = await database().prisma.$executeRaw`
    UPDATE "slack_message" SET "channel" = ${channel}, "posting_refused" = false,
      "posting_since" = CASE WHEN "channel" = ${channel} THEN coalesce("posting_since", now()) ELSE now() END,
      "leased_until" = now() + make_interval(secs => ${seconds})
    WHERE "id" = ${id}::uuid AND "lease" = ${lease} AND "leased_until" > now()`;
  return count === 1;
}

/** Clears the place of a message that is no longer in Slack; it is posted again. */
export async function clearPlace({ id, lease }: Lease): Promise<void> {
  await database().prisma.slackMessage.updateMany({
    where: { id, lease },
    data: { channel: null, ts: null, renderedRevision: null, postingSince: null },
  });
}

/** Saves the place of a message and the revision that it shows, and ends the lease. False when the lease was lost. */
export async function markDelivered(
  { id, lease }: Lease,
  place: { channel: string; ts: string; renderedRevision: number; withheld: boolean },
): Promise<boolean> {
  const count = await database().prisma.$executeRaw`
    WITH told AS (
      UPDATE "slack_message" SET "state" = 'Sent', "channel" = ${place.channel}, "ts" = ${place.ts},
        "rendered_revision" = 0, "sent_at" = now(), "last_error" = NULL
      WHERE "folded_into" = (SELECT "id" FROM "slack_message" WHERE "id" = ${id}::uuid AND "lease" = ${lease}))
    UPDATE "slack_message" SET "state" = 'Sent', "channel" = ${place.channel}, "ts" = ${place.ts}, "withheld" = ${place.withheld},
      "rendered_revision" = ${place.renderedRevision}, "sent_at" = coalesce("sent_at", now()),
      "posting_since" = NULL, "posting_refused" = false,
      "leased_until" = NULL, "attempts" = 0, "last_error" = NULL
    WHERE "id" = ${id}::uuid AND "lease" = ${lease}`;
  return count === 1;
}

/** Ends the lease of a message that has to wait. The attempt does not count. False when the lease was lost. */
export async function postponeMessageRow(tx: Tx, { id, lease }: Lease): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE "slack_message" SET "leased_until" = NULL, "attempts" = greatest("attempts" - 1, 0)
    WHERE "id" = ${id}::uuid AND "lease" = ${lease}`;
  return count === 1;
}

/** The messages that the message of a log line tells too, the oldest first. */
export async function findFolded(id: string): Promise<MessageRow[]> {
  return database().prisma.slackMessage.findMany({
    where: { foldedInto: id },
    select: fields,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}

/** Ends the lease of a message that needs no delivery. */
export async function releaseMessage({ id, lease }: Lease): Promise<void> {
  await database().prisma.slackMessage.updateMany({
    where: { id, lease },
    data: { leasedUntil: null, attempts: 0 },
  });
}

/**
 * Whether a failed delivery may have posted the message. `none`: no. `refused`: Slack answered with an error, so probably
 * not. `unknown`: Slack did not answer.
 */
export type Posting = 'none' | 'refused' | 'unknown';

/** Saves why a delivery failed, and ends the lease. `final` stops the retries. False when the lease was lost. */
export async function markFailed(
  tx: Tx,
  { id, lease }: Lease,
  failure: { error: string; final: boolean; posting: Posting },
): Promise<boolean> {
  if (failure.final)
    await tx.slackMessage.updateMany({
      where: { lead: { id, lease } },
      data: { state: 'Failed', lastError: failure.error },
    });
  const { count } = await tx.slackMessage.updateMany({
    where: { id, lease },
    data: {
      state: failure.final ? 'Failed' : 'Waiting',
      lastError: failure.error,
      leasedUntil: null,
      ...(failure.posting === 'none' && { postingSince: null }),
      postingRefused: failure.posting === 'refused',
    },
  });
  return count === 1;
}

/** The place of a message in Slack now. */
export async function findPlace(id: string): Promise<{ channel: string | null; ts: string | null } | null> {
  return database().prisma.slackMessage.findUnique({ where: { id }, select: { channel: true, ts: true } });
}

/** Has a message rendered again: a worker without the lease may have changed it in Slack. */
export async function markOutdated(tx: Tx, id: string): Promise<void> {
  await tx.slackMessage.updateMany({ where: { id }, data: { renderedRevision: 0 } });
}

/**
 * Has the messages about pending requests posted to an admin who linked their account: they were withheld. Returns their
 * ids.
 */
export async function reviveWithheld(tx: Tx, about: { teamId: string; userId: string }): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "slack_message" m SET "withheld" = false, "state" = 'Waiting', "channel" = NULL, "ts" = NULL,
      "rendered_revision" = NULL, "posting_since" = NULL
    FROM "access_request" r, "slack_installation" i
    WHERE m."withheld" AND m."recipient" = ${about.userId} AND r."id" = m."request_id"
      AND r."state" = 'Pending' AND (r."lapses_at" IS NULL OR r."lapses_at" > now())
      AND m."kind" = 'request-card' AND i."id" = m."installation_id" AND i."team_id" = ${about.teamId}
      AND i."removed_at" IS NULL RETURNING m."id"`;
  return rows.map(({ id }) => id);
}

/**
 * Messages of active installations that are waiting or outdated, without a job: their job was lost, or its worker has had
 * it for `abandonedSeconds` without holding the message. Lines of the log channel are never outdated.
 */
export async function findMessagesWithoutJob(limit: number, abandonedSeconds: number): Promise<string[]> {
  const rows = await database().prisma.$queryRaw<{ id: string }[]>`
    SELECT m."id" FROM "slack_message" m
    JOIN "slack_installation" i ON i."id" = m."installation_id" AND i."removed_at" IS NULL
    LEFT JOIN "access_request" r ON r."id" = m."request_id"
    WHERE m."folded_into" IS NULL AND (m."leased_until" IS NULL OR m."leased_until" < now())
      AND (m."state" = 'Waiting'
        OR (m."state" = 'Sent' AND m."kind" NOT LIKE 'log-%' AND NOT m."withheld"
          AND m."rendered_revision" < r."revision"))
      AND NOT EXISTS (
        SELECT 1 FROM pgboss.job j WHERE j.name = 'deliver-slack'
          AND (j.state IN ('created', 'retry')
            OR (j.state = 'active' AND j.started_on > now() - make_interval(secs => ${abandonedSeconds})))
          AND j.data->>'messageId' = m."id"::text)
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
      AND m."ts" IS NOT NULL AND m."channel" IS NOT NULL AND NOT m."withheld" AND m."rendered_revision" < r."revision"`;
}
