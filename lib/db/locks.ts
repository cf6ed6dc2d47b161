import { database } from './client';

/**
 * Runs `work` while no other process runs work under the same name; the others wait, ten seconds at most.
 * The lock belongs to a connection: it is free again when a process dies.
 */
export async function withNamedLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const client = await database().pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL lock_timeout = '10s'`);
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
    const result = await work();
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // A connection in doubt is closed, and its lock with it.
    client.release(true);
    throw error;
  }
}
