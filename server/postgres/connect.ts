import { Client, DatabaseError } from 'pg';
import { role } from './cluster';

/** The address of a database of the embedded server. */
export function databaseUrl(port: number, password: string, database: string = role): string {
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
}

/** Tries our password on a server once: `later` while it starts or stops, `never` when the server is not ours. */
export async function canConnect(port: number, password: string): Promise<'yes' | 'later' | 'never'> {
  const client = new Client({
    connectionString: databaseUrl(port, password, 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'yes';
  } catch (error) {
    if (error instanceof DatabaseError) return error.code === '57P03' ? 'later' : 'never';
    return 'later';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Creates the product's database where it is missing. */
export async function createDatabase(port: number, password: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl(port, password, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [role]);
    if (!rowCount) await client.query(`CREATE DATABASE ${role}`);
  } finally {
    await client.end();
  }
}
