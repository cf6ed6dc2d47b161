import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { databaseAccount, makeReachableFolder } from './postgres/account';
import { claim, disown, findRunning, own } from './postgres/adopt';
import { installBinaries } from './postgres/binaries';
import { clusterFolder, prepareCluster, readPassword } from './postgres/cluster';
import { createDatabase, databaseUrl } from './postgres/connect';
import { StartFailure } from './postgres/failure';
import { withLock } from './postgres/lock';
import { startServer, stopServer } from './postgres/server';

export { StartFailure };

export type EmbeddedDatabase = {
  /** Address of the database `bzero`, with the password in it. */
  url: string;
  /** Whether the server ran already, for example because its launcher had been killed. */
  adopted: boolean;
  /** Stops the server and waits for it; does nothing when another living process owns it. */
  stop(): Promise<void>;
};

export type EmbeddedDatabaseOptions = {
  dataDir: string;
  /** Told in one line what takes time or is unusual. */
  log?: (line: string) => void;
  /** Further settings of PostgreSQL, such as `{ fsync: 'off' }` for data that nobody keeps. */
  settings?: Record<string, string>;
  /** Called when a server started here dies without having been asked to. */
  onCrash?: () => void;
};

/**
 * Starts the PostgreSQL that comes with npm on `<dataDir>/database`, creating it on the first start, or adopts
 * the one that already runs there. It listens on 127.0.0.1 only, on a port chosen at each start.
 *
 * @throws StartFailure, whose message is one line with the cure.
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const dataDir = resolve(options.dataDir);
  makeReachableFolder(dataDir, databaseAccount());
  return withLock(join(dataDir, 'database-starting'), () => adoptOrStart(dataDir, options));
}

/**
 * Removes the database of a data folder with all that was in it, stopping a server that was left running there.
 *
 * @throws StartFailure while a living process uses it.
 */
export async function eraseEmbeddedDatabase(dataDir: string): Promise<void> {
  const full = resolve(dataDir);
  if (!existsSync(clusterFolder(full))) return;
  await withLock(join(full, 'database-starting'), async () => {
    const password = readPassword(full);
    const running = password === undefined ? undefined : await findRunning(full, password);
    if (running && !claim(full))
      throw new StartFailure(`${dataDir} is in use by another process: stop that one first`);
    if (running) await stopOwned(full, running.pid);
    for (const name of ['database', 'database-password', 'database-owner', 'database.log']) {
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
    log(`found the database of ${clusterFolder(dataDir)} already running on port ${running.port}`);
    await createDatabase(running.port, password);
    const mine = claim(dataDir);
    const stop = mine ? () => stopOwned(dataDir, running.pid) : async () => undefined;
    return { url: databaseUrl(running.port, password), adopted: true, stop };
  }

  const { child, port } = await startServer(dataDir, programs, account, password, settings);
  const pid = child.pid as number; // it answered, so it runs
  own(dataDir);
  const crashed = () => options.onCrash?.();
  // A launcher that ends by an error takes its database along; one that is killed leaves it to be adopted.
  const leave = () => void child.kill('SIGINT');
  child.once('exit', crashed);
  process.once('exit', leave);
  await createDatabase(port, password);
  const stop = async () => {
    child.off('exit', crashed);
    await stopOwned(dataDir, pid);
    process.off('exit', leave);
  };
  return { url: databaseUrl(port, password), adopted: false, stop };
}

async function stopOwned(dataDir: string, pid: number): Promise<void> {
  await stopServer(pid);
  disown(dataDir);
}
