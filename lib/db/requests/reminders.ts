import { database, type Tx } from '@/lib/db/client';

/** How many reminders of a request were sent; null when there is no such request. */
export async function findReminders(tx: Tx, organizationId: string, id: string): Promise<number | null> {
  const row = await tx.accessRequest.findFirst({
    where: { id, organizationId },
    select: { reminders: true },
  });
  return row?.reminders ?? null;
}

/** Counts a reminder of a pending request. False when another one was sent meanwhile. */
export async function moveReminders(
  tx: Tx,
  move: { organizationId: string; requestId: string; from: number; to: number },
): Promise<boolean> {
  const { organizationId, requestId: id, from, to } = move;
  const { count } = await tx.accessRequest.updateMany({
    where: { id, organizationId, state: 'Pending', reminders: from },
    data: { reminders: to },
  });
  return count === 1;
}

/** Pending requests of all organizations with a reminder that is due. */
export async function findRemindable(
  limit: number,
): Promise<{ requestId: string; organizationId: string }[]> {
  return database().prisma.$queryRaw`
    SELECT r."id" AS "requestId", r."organization_id" AS "organizationId"
    FROM "access_request" r JOIN "organization" o ON o."id" = r."organization_id"
    WHERE r."state" = 'Pending' AND r."lapses_at" > now() AND o."reminder_minutes" > 0
      AND r."created_at" + make_interval(mins => o."reminder_minutes") * power(2, r."reminders") <= now()
    ORDER BY r."created_at" LIMIT ${limit}`;
}
