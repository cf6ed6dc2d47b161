import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '@/lib/db/migrate';
import { createTestDatabase } from './database';

const migrations = join(process.cwd(), 'prisma/migrations');

/**
 * Runs `work` with a database as it was before a migration, and with a function that applies that migration. Rows need
 * not refer to others.
 */
export async function withDatabaseBefore<T>(
  migration: string,
  work: (client: Client, apply: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const { ownerUrl: url, drop } = await createTestDatabase();
  const client = new Client({ connectionString: url });
  const folder = mkdtempSync(join(tmpdir(), 'bzero-migrations-'));
  const add = (name: string) => cpSync(join(migrations, name), join(folder, name), { recursive: true });
  try {
    await client.connect();
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    for (const name of readdirSync(migrations)) if (/^\d/.test(name) && name < migration) add(name);
    await migrate(url, folder);
    await client.query(`SET session_replication_role = 'replica'`);
    return await work(client, async () => {
      add(migration);
      await migrate(url, folder);
    });
  } finally {
    await client.end();
    await drop();
    rmSync(folder, { recursive: true });
  }
}
