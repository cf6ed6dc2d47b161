import { Client, DatabaseError, escapeIdentifier, escapeLiteral } from 'pg';
import { appRole, role } from './cluster';

/** The address of a database of the embedded server, for the owner. */
export function databaseUrl(port: number, password: string, database: string = role): string {
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
}

/** The address of the product's database, for the app. */
export function appUrl(port: number, password: string): string {
  return `postgresql://${appRole}:${password}@127.0.0.1:${port}/${role}`;
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

/** Creates the product's database and the app's role where they are missing. The role gets the given password. */
export async function createDatabase(port: number, password: string, appPassword: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl(port, password, 'postgres') });
  // A connection can also end between two statements. The next statement reports it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [role]);
    if (!rowCount) await client.query(`CREATE DATABASE ${role}`);
    await createRole(client, appRole, appPassword);
  } finally {
    await client.end();
  }
}

/** Creates a role that can sign in and nothing else, where it is missing, and sets its password. */
export async function createRole(client: Client, name: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  const verb = rowCount ? 'ALTER' : 'CREATE';
  await client.query(
    `${verb} ROLE ${escapeIdentifier(name)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${escapeLiteral(password)}`,
  );
}
