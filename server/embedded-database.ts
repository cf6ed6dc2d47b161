import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { databaseAccount, makeReachableFolder } from './postgres/account';
import { claim, disown, findRunning, own } from './postgres/adopt';
import { installBinaries } from './postgres/binaries';
import { appPassword, clusterFolder, prepareCluster, readPassword } from './postgres/cluster';
import { appUrl, createDatabase, databaseUrl } from './postgres/connect';
import { withLock } from './postgres/lock';
import { logFile, startServer, stopServer } from './postgres/server';
import { StartFailure } from './start-failure';

export type EmbeddedDatabase = {
  /** Address of the database `bzero` for the app's role, with the password in it. */
  url: string;
  /** The same for the role that owns the tables. */
  ownerUrl: string;
  /** Whether the server was already running, for example because the process that started it was killed. */
  adopted: boolean;
  /** Stops the server and waits for its end. Does nothing when another running process owns the server. */
  stop(): Promise<void>;
};

export type EmbeddedDatabaseOptions = {
  dataDir: string;
  /** Gets a line about what is unusual. */
  log?: (line: string) => void;
  /** More PostgreSQL settings, such as `{ fsync: 'off' }` for data that nobody keeps. */
  settings?: Record<string, string>;
  /** Called with the path of PostgreSQL's log when a server started here ends without `stop`. */
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
  return withLock(join(dataDir, 'database-starting'), () => adoptOrStart(dataDir, options));
}

/**
 * Deletes the database of a data folder with everything in it, after stopping a server that was left running.
 *
 * Throws `StartFailure` while another process uses it.
 */
export async function eraseEmbeddedDatabase(dataDir: string): Promise<void> {
  const full = resolve(dataDir);
  if (!existsSync(clusterFolder(full))) return;
  await withLock(join(full, 'database-starting'), async () => {
    const password = readPassword(full);
    const running = password === undefined ? undefined : await findRunning(full, password);
    if (running && !claim(full))
      throw new StartFailure(`${dataDir} is in use by another process: stop that process first`);
    if (running) await stopOwned(full, running.pid);
    for (const name of [
      'database',
      'database-password',
      'database-app-password',
      'database-owner',
      'database.log',
    ]) {
      rmSync(join(full, name), { recursive: true, force: true });
    }
  });
}

async function adoptOrStart(dataDir: string, options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const { log = () => undefined, settings = {} } = options;
  const account = databaseAccount();
  const programs = installBinaries(dataDir, account);
  const password = prepareCluster(dataDir, programs, account, settings.fsync !== 'off');

  const running = await findRunning(dataDir, password);
  if (running) {
    log(`the embedded database of ${dataDir} is already running on port ${running.port}: using it`);
    const urls = await openDatabase(dataDir, running.port, password);
    const mine = claim(dataDir);
    const stop = mine ? () => stopOwned(dataDir, running.pid) : async () => undefined;
    return { ...urls, adopted: true, stop };
  }

  const { child, port } = await startServer(dataDir, programs, account, password, settings);
  const pid = child.pid as number; // it answered, so it runs
  own(dataDir);
  const crashed = () => options.onCrash?.(logFile(dataDir));
  // A process that ends by an error stops its database; one that is killed leaves it to be adopted.
  const leave = () => void child.kill('SIGINT');
  child.once('exit', crashed);
  process.once('exit', leave);
  const urls = await openDatabase(dataDir, port, password);
  const stop = async () => {
    child.off('exit', crashed);
    await stopOwned(dataDir, pid);
    process.off('exit', leave);
  };
  return { ...urls, adopted: false, stop };
}

async function openDatabase(dataDir: string, port: number, password: string) {
  const ofApp = appPassword(dataDir);
  await createDatabase(port, password, ofApp);
  return { url: appUrl(port, ofApp), ownerUrl: databaseUrl(port, password) };
}

async function stopOwned(dataDir: string, pid: number): Promise<void> {
  await stopServer(pid);
  disown(dataDir);
}
