import { migrate } from '@/lib/db/migrate';
import { createQueueTables } from '@/lib/outbox/queues';
import { StartFailure, startEmbeddedDatabase } from './embedded-database';
import type { Started } from './started';

/**
 * Makes the database ready and sets DATABASE_URL: the embedded one where none is named, migrated in any case.
 *
 * @throws StartFailure when it can't be reached or a migration fails.
 */
export async function prepareDatabase(
  env: { databaseUrl: string | undefined; dataDir: string },
  started: Started,
): Promise<string> {
  const url = env.databaseUrl ?? (await startEmbedded(env.dataDir, started));
  process.env.DATABASE_URL = url;
  try {
    await migrate(url);
    await createQueueTables(url);
    return url;
  } catch (error) {
    throw new StartFailure(`${describe(error, url)}`, { cause: error });
  }
}

async function startEmbedded(dataDir: string, started: Started): Promise<string> {
  const database = await startEmbeddedDatabase({
    dataDir,
    log: (line) => console.error(line),
    onCrash: () => {
      console.error(`the database stopped by itself: see ${dataDir}/database.log`);
      process.exit(1);
    },
  });
  started.add(database.stop);
  return database.url;
}

function describe(error: unknown, url: string): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message.startsWith('migration ')) return message;
  // The address without the password: this line ends up in logs.
  const { host, pathname } = new URL(url);
  const cause = error as { code?: string; errors?: { message: string }[] };
  const why = message || cause.errors?.[0]?.message || cause.code || 'no answer';
  return `the database ${host}${pathname} of DATABASE_URL can't be used: ${why.split('\n')[0]}`;
}
