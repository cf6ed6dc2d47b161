import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

/** The advisory lock of Prisma's migration engine, so that the two never run concurrently. */
const prismaLock = 72707369;

/** Prisma's own table, so that `prisma migrate deploy` and `status` work. */
const migrationsTable = `
  CREATE TABLE _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

type Migration = { name: string; sql: string; checksum: string };
type Row = { migration_name: string; checksum: string; finished_at: Date | null };

/**
 * Applies the missing migrations, each in its own transaction together with its row in Prisma's table, so that a failed
 * migration changes nothing. Several processes can call it concurrently.
 *
 * Returns the names of the migrations that it applied. Throws an error that names the migration that failed, failed
 * earlier, or was changed after it was applied, or the driver's error if the database cannot be reached.
 */
export async function migrate(
  databaseUrl: string,
  folder: string = join(process.cwd(), 'prisma', 'migrations'),
): Promise<string[]> {
  const migrations = readMigrations(folder);
  return withMigrationLock(databaseUrl, async (client) => {
    // Not only "IF NOT EXISTS": PostgreSQL requires the right to create even where the table exists.
    const { rows } = await client.query(`SELECT to_regclass('_prisma_migrations') AS "table"`);
    if (rows[0]?.table === null) await client.query(migrationsTable);
    const due = await findDue(client, migrations);
    for (const migration of due) await apply(client, migration);
    return due.map(({ name }) => name);
  });
}

/** Runs `work` on a connection of its own while no other process migrates the database or changes its grants. */
export async function withMigrationLock<T>(
  databaseUrl: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'bzero-migrate' });
  // If the server stops, the query below fails. The error event must not end the process as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    // The lock is held until the connection ends.
    await client.query('SELECT pg_advisory_lock($1)', [prismaLock]);
    await client.query('SET client_min_messages = warning');
    return await work(client);
  } finally {
    await client.end();
  }
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, 'migration.sql')))
    .map((name) => {
      const bytes = readFileSync(join(folder, name, 'migration.sql'));
      return {
        name,
        sql: bytes.toString('utf8'),
        checksum: createHash('sha256').update(bytes).digest('hex'),
      };
    });
}

async function findDue(client: Client, migrations: Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<Row>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  const failed = rows.find((row) => row.finished_at === null);
  if (failed) {
    throw new Error(
      `migration ${failed.migration_name} failed earlier and is incomplete. Repair the database, ` +
        `then run npx prisma migrate resolve --applied (or --rolled-back) ${failed.migration_name}`,
    );
  }
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  const changed = migrations.find(
    ({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum,
  );
  if (changed) {
    throw new Error(
      `migration ${changed.name} was changed after it was applied. Restore it, and add a new migration`,
    );
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: Client, migration: Migration): Promise<void> {
  const { name, checksum, sql } = migration;
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw new Error(`migration ${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}
