import { startEmbeddedDatabase } from './embedded-database';
import { type DatabaseUrls, prepareTables } from './prepare-tables';
import type { ResourceStack } from './resource-stack';
import { StartFailure } from './start-failure';

/**
 * Migrates the database of DATABASE_URL as the role of DATABASE_OWNER_URL. Without DATABASE_URL, starts the embedded
 * database first and sets it. The owner's address does not stay in `process.env`.
 *
 * @returns the address for the app.
 * Throws `StartFailure` when the database can't be reached or a migration fails.
 */
export async function prepareDatabase(
  env: { databaseUrl: string | undefined; databaseOwnerUrl?: string | undefined; dataDir: string },
  resources: ResourceStack,
): Promise<string> {
  const urls = env.databaseUrl
    ? { url: env.databaseUrl, ownerUrl: env.databaseOwnerUrl }
    : await startEmbedded(env.dataDir, resources);
  process.env.DATABASE_URL = urls.url;
  // Empty and not deleted: Next reads .env too, and sets only what is not set.
  process.env.DATABASE_OWNER_URL = '';
  try {
    await prepareTables(urls);
    return urls.url;
  } catch (error) {
    throw new StartFailure(describe(error, urls.url), { cause: error });
  }
}

async function startEmbedded(dataDir: string, resources: ResourceStack): Promise<DatabaseUrls> {
  const database = await startEmbeddedDatabase({
    dataDir,
    log: (line) => console.error(line),
    onCrash: (logFile) => {
      console.error(`the embedded database stopped unexpectedly: see ${logFile}`);
      process.exit(1);
    },
  });
  resources.add(database.stop);
  return database;
}

function describe(error: unknown, url: string): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message.startsWith('migration ')) return isDenied(error) ? `${message}. ${missingOwner}` : message;
  // Without the password: this line ends up in logs.
  const { host, pathname } = new URL(url);
  const cause = error as { code?: string; errors?: { message: string }[] };
  const reason = message || cause.errors?.[0]?.message || cause.code || 'no answer';
  return `can't use the database ${host}${pathname} of DATABASE_URL: ${reason.split('\n')[0]}`;
}

const missingOwner =
  "The role of DATABASE_URL can't change tables: set DATABASE_OWNER_URL to the address of the role that owns them";

/** Whether PostgreSQL refused a statement for a missing right. */
function isDenied(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code === '42501';
}
