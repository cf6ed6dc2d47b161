import { database } from './client';

/** Counts the applied migrations. Throws if the database does not answer, or has no migrations. */
export async function countMigrations(): Promise<number> {
  const { rows } = await database().health.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL',
  );
  return rows[0]?.count ?? 0;
}

/** Whether the database accepts no writes: a replica, or one that its administrators set so. Fails after a second. */
export async function isReadOnly(): Promise<boolean> {
  const { rows } = await database().health.query<{ isReadOnly: boolean }>(
    `SELECT current_setting('transaction_read_only') = 'on' AS "isReadOnly"`,
  );
  return rows[0]?.isReadOnly ?? true;
}

export type StateCount = { state: string; count: number };

/** Counts requests by state, in all organizations. */
export async function countRequests(): Promise<StateCount[]> {
  const { rows } = await database().pool.query<StateCount>(
    'SELECT "state"::text, count(*)::int AS count FROM "access_request" GROUP BY "state"',
  );
  return rows;
}

/** Counts the grants that give access now, by the database's clock. */
export async function countLiveGrants(): Promise<number> {
  const { rows } = await database().pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM "grant" WHERE "state" = 'Active' AND "expires_at" > now()`,
  );
  return rows[0]?.count ?? 0;
}

/** Counts the messages of current installations by delivery state. */
export async function countAllMessages(): Promise<StateCount[]> {
  const { rows } = await database().pool.query<StateCount>(
    `SELECT m."state"::text, count(*)::int AS count FROM "slack_message" m
     JOIN "slack_installation" i ON i."id" = m."installation_id" AND i."removed_at" IS NULL GROUP BY m."state"`,
  );
  return rows;
}
