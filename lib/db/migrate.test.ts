import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '@/lib/db/migrate';
import { createTestDatabase } from '@/test/database';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let client: Client;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  // The copy comes migrated; these tests bring migrations of their own.
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  folder = mkdtempSync(join(tmpdir(), 'bzero-migrations-'));
  write('1_first', 'CREATE TABLE a (id int); CREATE TABLE b (id int);');
});

afterEach(async () => {
  await client.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('migrate', () => {
  it('applies what is new, in order, once', async () => {
    write('2_second', 'INSERT INTO a VALUES (1)');
    expect(await migrate(database.ownerUrl, folder)).toEqual(['1_first', '2_second']);
    expect(await migrate(database.ownerUrl, folder)).toEqual([]);
    write('3_third', 'INSERT INTO a VALUES (2)');
    expect(await migrate(database.ownerUrl, folder)).toEqual(['3_third']);
    const { rows } = await client.query('SELECT id FROM a ORDER BY id');
    expect(rows).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('keeps the row that Prisma itself would have written', async () => {
    await migrate(database.ownerUrl, folder);
    const { rows } = await client.query('SELECT * FROM _prisma_migrations');
    expect(rows).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        // sha256sum of the file, as Prisma computes it
        checksum: 'e19aa11d5c46d1f2b88dbbfd0ef58260604013a94675f3f13cbd135a1c386587',
        migration_name: '1_first',
        logs: null,
        started_at: expect.any(Date),
        finished_at: expect.any(Date),
        rolled_back_at: null,
        applied_steps_count: 1,
      },
    ]);
  });

  it('applies each migration once when several processes start at once', async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.ownerUrl, folder)));
    expect(applied.flat()).toEqual(['1_first']);
  });

  it('leaves nothing of a migration that fails, and names it', async () => {
    write('2_second', 'CREATE TABLE c (id int); INSERT INTO nowhere VALUES (1)');
    await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(
      'migration 2_second failed: relation "nowhere" does not exist',
    );
    const { rows } = await client.query(
      `SELECT migration_name, to_regclass('c') AS c FROM _prisma_migrations`,
    );
    expect(rows).toEqual([{ migration_name: '1_first', c: null }]);
  });

  it('refuses a migration that was changed after it was applied', async () => {
    await migrate(database.ownerUrl, folder);
    write('1_first', 'CREATE TABLE other (id int)');
    await expect(migrate(database.ownerUrl, folder)).rejects.toThrow('migration 1_first was changed');
  });

  it('refuses to go on after a migration that Prisma left half way', async () => {
    await migrate(database.ownerUrl, folder);
    await client.query('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(migrate(database.ownerUrl, folder)).rejects.toThrow('migration 1_first failed earlier');
    await client.query('UPDATE _prisma_migrations SET rolled_back_at = now()');
    await client.query('DROP TABLE a, b');
    expect(await migrate(database.ownerUrl, folder)).toEqual(['1_first']);
  });
});

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}
