import { migrate } from '@/lib/db/migrate';
import { createQueueTables } from '@/lib/outbox/queues';
import { startEmbeddedDatabase } from './embedded-database';
import type { ResourceStack } from './resource-stack';
import { StartFailure } from './start-failure';

/**
 * Migrates the database of DATABASE_URL. Without one, starts the embedded database first and sets DATABASE_URL.
 *
 * Throws `StartFailure` when the database can't be reached or a migration fails.
 */
export async function prepareDatabase(
  env: { databaseUrl: string | undefined; dataDir: string },
  resources: ResourceStack,
): Promise<string> {
  const url = env.databaseUrl ?? (await startEmbedded(env.dataDir, resources));
  process.env.DATABASE_URL = url;
  try {
    await migrate(url);
    await createQueueTables(url);
    return url;
  } catch (error) {
    throw new StartFailure(describe(error, url), { cause: error });
  }
}

async function startEmbedded(dataDir: string, resources: ResourceStack): Promise<string> {
  const database = await startEmbeddedDatabase({
    dataDir,
    log: (line) => console.error(line),
    onCrash: (logFile) => {
      console.error(`the embedded database stopped unexpectedly: see ${logFile}`);
      process.exit(1);
    },
  });
  resources.add(database.stop);
  return database.url;
}

function describe(error: unknown, url: string): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message.startsWith('migration ')) return message;
  // Without the password: this line ends up in logs.
  const { host, pathname } = new URL(url);
  const cause = error as { code?: string; errors?: { message: string }[] };
  const reason = message || cause.errors?.[0]?.message || cause.code || 'no answer';
  return `can't use the database ${host}${pathname} of DATABASE_URL: ${reason.split('\n')[0]}`;
}
