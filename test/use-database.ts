import './test-env';
import { afterAll, beforeAll } from 'vitest';
import { disconnect } from '@/lib/db/client';
import { advanceTime } from './advance-time';
import { createTestDatabase } from './database';

/**
 * Provides a test file with a database, which the product's code in this process uses until the end of the file.
 *
 * @returns `pass`, which advances time for all stored data.
 */
export function useDatabase(): { pass(minutes: number): Promise<void> } {
  let url = '';
  let drop = async () => {};
  beforeAll(async () => {
    ({ url, drop } = await createTestDatabase());
    process.env.DATABASE_URL = url;
  });
  afterAll(async () => {
    await disconnect();
    await drop();
  });
  return { pass: (minutes) => advanceTime(url, { minutes }) };
}
