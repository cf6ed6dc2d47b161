import { database } from '@/lib/db/client';

/** How many transactions of the test's database wait for an advisory lock. */
export async function countWaiting(): Promise<number> {
  const { rows } = await database().aside.query(
    `SELECT count(*)::int AS count FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return rows[0].count;
}
