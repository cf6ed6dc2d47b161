import { database } from './client';

/**
 * Runs `work` while holding a named lock. Other processes wait for it, ten seconds at most. The lock belongs to a
 * connection, so it is released when the process ends.
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
    // The state of the connection is unknown. Closing it releases the lock.
    client.release(true);
    throw error;
  }
}
