import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connections, disconnect } from '@/lib/db/client';
import { advanceTime } from './advance-time';
import { createTestDatabase } from './database';
import { openTestDatabase } from './use-database';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

it('creates an empty database for each caller with the tables of the product and of its queue', async () => {
  const other = await createTestDatabase();
  expect(other.url).not.toBe(database.url);
  const { rows } = await client.query(
    `SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'`,
  );
  expect(rows[0].tables).toBeGreaterThan(5);
  const queues = await client.query('SELECT count(*)::int AS queues FROM pgboss.queue');
  expect(queues.rows[0].queues).toBeGreaterThan(0);
  await other.drop();
});

it('advances every stored time, also where a trigger refuses changes', async () => {
  await client.query(`
    CREATE TABLE kept (id int, at timestamptz, plain timestamp, day text GENERATED ALWAYS AS (id::text) STORED);
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append-only'; END $$;
    CREATE TRIGGER kept BEFORE UPDATE ON kept FOR EACH ROW EXECUTE FUNCTION refuse();
    INSERT INTO kept VALUES (1, '2026-01-01T12:00Z', '2026-01-01T12:00'), (2, NULL, NULL);
    INSERT INTO pgboss.job (name, start_after) VALUES ('sweep', now() + interval '30 minutes')`);
  await advanceTime(database.ownerUrl, { minutes: 31 });
  const { rows } = await client.query(
    `SELECT at = '2026-01-01T11:29Z' AS at, plain = '2026-01-01T11:29' AS plain FROM kept`,
  );
  expect(rows).toEqual([
    { at: true, plain: true },
    { at: null, plain: null },
  ]);
  const due = await client.query(`SELECT start_after < now() AS due FROM pgboss.job`);
  expect(due.rows).toEqual([{ due: true }]);
});

it('is used by the product after another one, also when something has connected to that again', async () => {
  const name = async () => (await connections().pool.query('SELECT current_database() AS name')).rows[0].name;
  const first = await openTestDatabase();
  await disconnect();
  expect(new URL(first.url).pathname).toBe(`/${await name()}`);
  const second = await openTestDatabase();
  expect(new URL(second.url).pathname).toBe(`/${await name()}`);
  await disconnect();
  await first.drop();
  await second.drop();
});
