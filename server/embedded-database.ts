import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { databaseAccount, makeReachableFolder } from './postgres/account';
import { installBinaries } from './postgres/binaries';
import { appPassword, clusterFolder, prepareCluster, readPassword } from './postgres/cluster';
import { appUrl, createDatabase, databaseUrl } from './postgres/connect';
import { type Found, findRunning, stillRuns } from './postgres/find-running';
import { withLock } from './postgres/lock';
import { registerUse } from './postgres/register-use';
import { logFile, startServer, stopServer } from './postgres/server';
import { StartFailure } from './start-failure';

export type EmbeddedDatabase = {
  /** Address of the database `bzero` for the app's role, with the password in it. */
  url: string;
  /** The same for the role that owns the tables. */
  ownerUrl: string;
  /** Whether the server was already running, for example because the process that started it was killed. */
  adopted: boolean;
  /** Ends the use of the server. The last process that uses it stops it, also if another one started it, and waits for its end. */
  stop(): Promise<void>;
};

export type EmbeddedDatabaseOptions = {
  dataDir: string;
  /** Gets a line about what is unusual. */
  log?: (line: string) => void;
  /** More PostgreSQL settings, such as `{ fsync: 'off' }` for data that nobody keeps. */
  settings?: Record<string, string>;
  /** Called with the path of PostgreSQL's log when the server ends without `stop`. */
  onCrash?: (logFile: string) => void;
};

/**
 * Starts the PostgreSQL that comes with npm on `<dataDir>/database`, creating it on the first start, or adopts
 * the one that already runs there. It listens on 127.0.0.1 only, on a port chosen at each start.
 *
 * Throws `StartFailure`.
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const dataDir = resolve(options.dataDir);
  makeReachableFolder(dataDir, databaseAccount());
  return withStartLock(dataDir, () => adoptOrStart(dataDir, options));
}

/**
 * Deletes the database of a data folder with everything in it, after stopping a server that was left running.
 *
 * Throws `StartFailure` while another process uses it.
 */
export async function eraseEmbeddedDatabase(dataDir: string): Promise<void> {
  const full = resolve(dataDir);
  if (!existsSync(clusterFolder(full))) return;
  await withStartLock(full, async () => {
    const password = readPassword(full);
    const running = password === undefined ? undefined : await findRunning(full, password);
    if (running && password !== undefined) await stopUnused(dataDir, running, password);
    for (const name of ['database', 'database-password', 'database-app-password', 'database.log']) {
      rmSync(join(full, name), { recursive: true, force: true });
    }
  });
}

/** Stops a server that was left running. Throws `StartFailure` while a process uses it. */
async function stopUnused(dataDir: string, { pid, port }: Found, password: string): Promise<void> {
  const asked = await registerUse(port, password, () => undefined);
  const others = await asked.countOthers();
  await asked.end();
  if (others > 0) throw new StartFailure(`${dataDir} is in use by another process: stop that process first`);
  await stopServer(pid);
}

async function adoptOrStart(dataDir: string, options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const { log = () => undefined, settings = {} } = options;
  const account = databaseAccount();
  const programs = installBinaries(dataDir, account);
  const password = prepareCluster(dataDir, programs, account, settings.fsync !== 'off');
  const running = await findRunning(dataDir, password);
  if (running)
    log(`the embedded database of ${dataDir} is already running on port ${running.port}: using it`);
  const server = running ?? (await startServer(dataDir, programs, account, password, settings));
  const urls = await openDatabase(dataDir, server.port, password);
  const stop = await use(dataDir, server, password, () => options.onCrash?.(logFile(dataDir)));
  return { ...urls, adopted: running !== undefined, stop };
}

/**
 * Registers the use of a server. Returns what ends it, and stops the server if no other process uses it then. A process
 * that is killed, or ends by an error, leaves the server running: the next one adopts it.
 */
async function use(
  dataDir: string,
  { pid, port }: Found,
  password: string,
  onCrash: () => void,
): Promise<() => Promise<void>> {
  const onLost = () =>
    void stillRuns({ pid, port }, password)
      // PostgreSQL closes every connection, and goes on, when one of its processes crashes.
      .then(async (runs) => {
        if (!runs) throw new Error('the server is gone');
        registered = await registerUse(port, password, onLost);
      })
      .catch(onCrash);
  let registered = await registerUse(port, password, onLost);
  return () =>
    withStartLock(dataDir, async () => {
      // Null after the server has gone.
      const others = await registered.countOthers().catch(() => null);
      await registered.end();
      if (others === 0) await stopServer(pid);
    });
}

async function openDatabase(dataDir: string, port: number, password: string) {
  const ofApp = appPassword(dataDir);
  await createDatabase(port, password, ofApp);
  return { url: appUrl(port, ofApp), ownerUrl: databaseUrl(port, password) };
}

/** Starts and stops of the server on one data folder wait for each other. */
function withStartLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  return withLock(join(dataDir, 'database-starting'), work);
}
