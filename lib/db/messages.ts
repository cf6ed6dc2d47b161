import { newId } from '@/lib/context';
import { database, type Tx } from './client';

/** What is told, and to whom. `recipient` is the id of a user of ours, or `log` for the log channel. */
export type MessageKey = { requestId: string; kind: string; recipient: string };

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
} as const;

/** Adds messages that are to be told. One that exists already is left as it is. */
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

/** The ids of all messages of a request within a living installation: each is to be rewritten. */
export async function findMessageIds(tx: Tx, requestId: string): Promise<string[]> {
  const rows = await tx.slackMessage.findMany({
    where: { requestId, installation: { removedAt: null } },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(({ id }) => id);
}

/**
 * Takes a message for delivery, for `seconds`. Null when another worker has it now, or when it is gone:
 * of two deliveries of one message only one may talk to Slack.
 */
export async function leaseMessage(id: string, seconds: number): Promise<MessageRow | null> {
  const count = await database().prisma.$executeRaw`
    UPDATE "slack_message" SET "leased_until" = now() + make_interval(secs => ${seconds}), "attempts" = "attempts" + 1
    WHERE "id" = ${id}::uuid AND ("leased_until" IS NULL OR "leased_until" < now())`;
  return count === 1 ? database().prisma.slackMessage.findUnique({ where: { id }, select: fields }) : null;
}

/** Is a message still there to be delivered? */
export async function messageExists(id: string): Promise<boolean> {
  return (await database().prisma.slackMessage.count({ where: { id } })) === 1;
}

/** Notes, before a post leaves, that its answer may never come. */
export async function notePosting(id: string, channel: string): Promise<void> {
  await database().prisma.$executeRaw`
    UPDATE "slack_message" SET "posting_since" = now(), "channel" = ${channel} WHERE "id" = ${id}::uuid`;
}

/** Writes where a message stands and what it shows. */
export async function noteDelivered(
  id: string,
  place: { channel: string; ts: string; renderedRevision: number },
): Promise<void> {
  await database().prisma.$executeRaw`
    UPDATE "slack_message" SET "state" = 'Sent', "channel" = ${place.channel}, "ts" = ${place.ts},
      "rendered_revision" = ${place.renderedRevision}, "sent_at" = now(), "posting_since" = NULL,
      "leased_until" = NULL, "attempts" = 0, "last_error" = NULL
    WHERE "id" = ${id}::uuid`;
}

/**
 * Writes why a delivery failed. `final` gives it up; `unanswered` keeps the note that a post may have
 * arrived; `forgetPlace` makes the next delivery post anew.
 */
export async function noteFailed(
  id: string,
  failure: { error: string; final: boolean; unanswered: boolean; forgetPlace?: boolean },
): Promise<void> {
  await database().prisma.slackMessage.updateMany({
    where: { id },
    data: {
      state: failure.final ? 'Failed' : 'Waiting',
      lastError: failure.error,
      leasedUntil: null,
      ...(!failure.unanswered && { postingSince: null }),
      ...(failure.forgetPlace && { channel: null, ts: null, renderedRevision: null }),
    },
  });
}

/** How many messages of an installation are sent, waiting and failed, and the newest reasons of failure. */
export async function countMessages(installationId: string): Promise<{
  sent: number;
  waiting: number;
  failed: number;
  errors: { recipient: string; error: string }[];
}> {
  const { prisma } = database();
  const counts = await prisma.slackMessage.groupBy({
    by: ['state'],
    where: { installationId },
    _count: true,
  });
  const failed = await prisma.slackMessage.findMany({
    where: { installationId, state: 'Failed' },
    select: { recipient: true, lastError: true },
    orderBy: { createdAt: 'desc' },
    take: 5,
  });
  const of = (state: string) => counts.find((count) => count.state === state)?._count ?? 0;
  return {
    sent: of('Sent'),
    waiting: of('Waiting'),
    failed: of('Failed'),
    errors: failed.map(({ recipient, lastError }) => ({ recipient, error: lastError ?? 'unknown' })),
  };
}
