import './test-env';
import type { QueryResult } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { writeCalls } from '@/lib/audit/note-call';
import { writeRefusals } from '@/lib/audit/note-refusal';
import { disconnect } from '@/lib/db/client';
import { advanceTime } from './advance-time';
import { createTestDatabase, type TestDatabase } from './database';
import { withClient } from './database-address';

/**
 * Provides a test file with a database, which the product's code in this process uses until the end of the file, as the
 * app's role.
 *
 * @returns `pass`, which advances time for all stored data, `asOwner`, which runs a statement that the app's role cannot
 * run, and `urls`, the addresses for both roles.
 */
export function useDatabase(): {
  pass(minutes: number): Promise<void>;
  asOwner(statement: string, values?: unknown[]): Promise<QueryResult>;
  urls(): Pick<TestDatabase, 'url' | 'ownerUrl'>;
} {
  let database: TestDatabase | undefined;
  const urls = () => {
    if (!database) throw new Error('the database is created before the first test');
    return database;
  };
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(async () => {
    // Refused attempts and calls of programs are written in the background, to the database that is open then.
    await writeRefusals();
    await writeCalls();
    await disconnect();
    await database?.drop();
  });
  return {
    pass: (minutes) => advanceTime(urls().ownerUrl, { minutes }),
    asOwner: (statement, values) => withClient(urls().ownerUrl, (client) => client.query(statement, values)),
    urls,
  };
}

/**
 * Creates a database that the product's code in this process uses from now on. A connection to an earlier one is closed: what
 * a test file began without awaiting it can connect again after the file has ended.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  // First the address: until all is closed, something can connect again.
  process.env.DATABASE_URL = database.url;
  await disconnect();
  return database;
}
