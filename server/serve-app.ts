import { existsSync } from 'node:fs';
import { canChangeEvidence } from '@/lib/db/app-role';
import { disconnect } from '@/lib/db/client';
import {
  describeUnreadableSecrets,
  findUnreadableSecrets,
} from '@/lib/encryption-keys/find-unreadable-secrets';
import type { Env } from '@/lib/env';
import type { Running } from './launch';
import { prepareDatabase } from './prepare-database';
import { ResourceStack } from './resource-stack';
import { serveNext } from './serve-next';
import { StartFailure } from './start-failure';

/**
 * Starts the whole product in this process: database, migrations, Next. Reads everything beyond `env` from
 * `process.env`, in which it sets DATABASE_URL.
 *
 * @param options `dev` for Next's development server, `loopback` to be reachable from this machine only, and what to
 * do with the migrated database before the first request.
 * @returns the port, the database's address, and `close`, which stops everything in reverse order.
 * Throws `StartFailure`, after it has stopped what had started.
 */
export async function serveApp(
  env: Pick<Env, 'port' | 'dataDir' | 'databaseUrl' | 'databaseOwnerUrl'>,
  options: { dev?: boolean; loopback?: boolean; beforeServing?: () => Promise<void> } = {},
): Promise<Running & { port: number; databaseUrl: string }> {
  const { dev = false, loopback = false, beforeServing } = options;
  if (!dev && !existsSync('.next/BUILD_ID')) {
    throw new StartFailure('the app is not built yet: run npm run build first');
  }
  let databaseUrl = '';
  let port = env.port;
  const resources = await ResourceStack.run(async (stack) => {
    databaseUrl = await prepareDatabase(env, stack);
    // Before the database stops: it would otherwise cut these connections, and each would log a warning.
    stack.add(disconnect);
    if (await canChangeEvidence()) {
      console.error(
        'The role of DATABASE_URL can change the audit log. Use a role of its own for the app: docs/operate.md, "Two database roles".',
      );
    }
    const unreadable = await findUnreadableSecrets();
    if (unreadable.length > 0) console.error(describeUnreadableSecrets(unreadable));
    await beforeServing?.();
    const app = await serveNext({ port: env.port, dev, loopback });
    stack.add(app.close);
    port = app.port;
  });
  return { port, databaseUrl, close: () => resources.close() };
}
