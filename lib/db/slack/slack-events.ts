import { database } from '@/lib/db/client';

/** False when the event was received before. */
export async function insertSlackEvent(id: string): Promise<boolean> {
  const { count } = await database().prisma.slackEvent.createMany({ data: [{ id }], skipDuplicates: true });
  return count === 1;
}

/** Deletes an event whose handling failed, so that Slack's retry is handled. */
export async function deleteSlackEvent(id: string): Promise<void> {
  await database().prisma.slackEvent.deleteMany({ where: { id } });
}
