import { existsSync } from 'node:fs';
import type { Env } from '@/lib/env';
import { StartFailure } from './embedded-database';
import type { Running } from './launch';
import { prepareDatabase } from './prepare-database';
import { serveNext } from './serve-next';
import { Started } from './started';

/**
 * Starts the whole product in this process: database, migrations, Next. What it needs beyond `env` it reads
 * from `process.env`, in which it sets DATABASE_URL.
 *
 * @param options `dev` for Next's development server, `loopback` to be reachable from this machine only, and what to
 * do with the migrated database before the first request.
 * @returns the port, the database's address, and `close`, which stops it in the opposite order.
 * @throws StartFailure, whose message is one line with the cure; whatever had started is stopped by then.
 */
export async function serveApp(
  env: Pick<Env, 'port' | 'dataDir' | 'databaseUrl'>,
  options: { dev?: boolean; loopback?: boolean; beforeServing?: () => Promise<void> } = {},
): Promise<Running & { port: number; databaseUrl: string }> {
  const { dev = false, loopback = false, beforeServing } = options;
  if (!dev && !existsSync('.next/BUILD_ID')) {
    throw new StartFailure('the app is not built yet: run npm run build first');
  }
  let databaseUrl = '';
  let port = env.port;
  const started = await Started.run(async (parts) => {
    databaseUrl = await prepareDatabase(env, parts);
    await beforeServing?.();
    const app = await serveNext({ port: env.port, dev, loopback });
    parts.add(app.close);
    port = app.port;
  });
  return { port, databaseUrl, close: () => started.close() };
}
