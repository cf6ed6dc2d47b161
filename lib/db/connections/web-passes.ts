import { database, type Tx } from '@/lib/db/client';

/** Where people open a web app. */
type Address = { host: string | null; port: number | null };

/** The address of a web app; null for an id of none, and for an archived one. */
export async function findWebAddress(targetId: string): Promise<Address | null> {
  return database().checks.prisma.target.findFirst({
    where: { id: targetId, type: 'Web', status: { not: 'Terminated' } },
    select: { host: true, port: true },
  });
}

/**
 * Inserts a ticket by its hash: the browser that has the nonce of `challenge` exchanges it for a pass at the web app's own
 * address.
 */
export async function insertTicket(
  tx: Tx,
  ticket: {
    id: string;
    organizationId: string;
    connectionId: string;
    sessionId: string;
    challenge: string;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.webPass.create({ data: { ...ticket, isTicket: true } });
}

/**
 * Exchanges a ticket for the pass of a browser, if it has not expired, is for that target and that browser, and its console
 * session lasts. False when it was used before: of two browsers with one ticket, one gets a pass.
 */
export async function redeemTicket(about: {
  ticketId: string;
  passId: string;
  targetId: string;
  challenge: string;
  hours: number;
}): Promise<boolean> {
  const { rowCount } = await database().checks.pool.query(
    `UPDATE "web_pass" w SET "id" = $2, "is_ticket" = false, "expires_at" = now() + make_interval(hours => $4)
     FROM "connection" c, "session" s
     WHERE w."id" = $1 AND w."is_ticket" AND w."expires_at" > now() AND w."challenge" = $5
       AND s."session_token" = w."session_id" AND s."expires" > now() AND s."user_id" = c."user_id"
       AND c."id" = w."connection_id" AND c."target_id" = $3::uuid AND c."state" = 'Open'`,
    [about.ticketId, about.passId, about.targetId, about.hours, about.challenge],
  );
  return rowCount === 1;
}

export type PassRow = Address & { id: string; organizationId: string; connectionId: string; userId: string };

/**
 * The person and the connection of one of some passes for a target, and its address; null when none is valid: it has
 * expired, its console session has ended, or its connection was closed.
 */
export async function findPass(ids: readonly string[], targetId: string): Promise<PassRow | null> {
  const { rows } = await database().checks.pool.query<PassRow>({
    name: 'find-web-pass',
    text: `SELECT w."id", w."organization_id" AS "organizationId", w."connection_id" AS "connectionId",
        c."user_id" AS "userId", t."host", t."port"
      FROM "web_pass" w JOIN "connection" c ON c."id" = w."connection_id" JOIN "target" t ON t."id" = c."target_id"
      JOIN "session" s ON s."session_token" = w."session_id" AND s."expires" > now() AND s."user_id" = c."user_id"
      WHERE w."id" = ANY ($1) AND NOT w."is_ticket" AND w."expires_at" > now()
        AND c."target_id" = $2::uuid AND c."state" = 'Open' LIMIT 1`,
    values: [ids, targetId],
  });
  return rows[0] ?? null;
}
