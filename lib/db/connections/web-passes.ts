import { database, type Tx } from '@/lib/db/client';

/** Inserts a ticket by its hash: a browser exchanges it for a pass at the web app's own address. */
export async function insertTicket(
  tx: Tx,
  ticket: { id: string; organizationId: string; connectionId: string; expiresAt: Date },
): Promise<void> {
  await tx.webPass.create({ data: { ...ticket, isTicket: true } });
}

/**
 * Exchanges a ticket for the pass of a browser, if it has not expired and is for that target. False when it was used
 * before: of two browsers with one ticket, one gets a pass.
 */
export async function redeemTicket(about: {
  ticketId: string;
  passId: string;
  targetId: string;
  hours: number;
}): Promise<boolean> {
  const { rowCount } = await database().checks.pool.query(
    `UPDATE "web_pass" w SET "id" = $2, "is_ticket" = false, "expires_at" = now() + make_interval(hours => $4)
     FROM "connection" c
     WHERE w."id" = $1 AND w."is_ticket" AND w."expires_at" > now()
       AND c."id" = w."connection_id" AND c."target_id" = $3::uuid AND c."state" = 'Open'`,
    [about.ticketId, about.passId, about.targetId, about.hours],
  );
  return rowCount === 1;
}

/** The person and the connection of a pass for a target; null when it has expired, or its connection was closed. */
export async function findPass(
  id: string,
  targetId: string,
): Promise<{ organizationId: string; connectionId: string; userId: string } | null> {
  const { rows } = await database().checks.pool.query<{
    organizationId: string;
    connectionId: string;
    userId: string;
  }>({
    name: 'find-web-pass',
    text: `SELECT w."organization_id" AS "organizationId", w."connection_id" AS "connectionId", c."user_id" AS "userId"
      FROM "web_pass" w JOIN "connection" c ON c."id" = w."connection_id"
      WHERE w."id" = $1 AND NOT w."is_ticket" AND w."expires_at" > now()
        AND c."target_id" = $2::uuid AND c."state" = 'Open'`,
    values: [id, targetId],
  });
  return rows[0] ?? null;
}
