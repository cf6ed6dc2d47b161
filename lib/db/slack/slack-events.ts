import { database, type Tx } from '@/lib/db/client';

/** Inserts an event that Slack sent. False when it was received before. */
export async function insertSlackEvent(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.slackEvent.createMany({ data: [{ id }], skipDuplicates: true });
  return count === 1;
}

/** Whether an event was received and still has to be handled. */
export async function isSlackEventPending(id: string): Promise<boolean> {
  return (await database().prisma.slackEvent.count({ where: { id, handledAt: null } })) === 1;
}

/** Marks an event as handled. */
export async function markSlackEventHandled(id: string): Promise<void> {
  await database().prisma.$executeRaw`UPDATE "slack_event" SET "handled_at" = now() WHERE "id" = ${id}`;
}
