import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { eraseEmbeddedDatabase } from './embedded-database';
import { databaseAccount, findClosedFolder } from './postgres/account';
import { StartFailure } from './start-failure';

/** Where root finds a folder that PostgreSQL's account can enter. Only root writes below the first. */
const parents = ['/var/lib', '/var/tmp', '/tmp'];

const prefix = 'bzero-local-';

/** In the data folder: the path of the folder that is used instead of it. */
const pointer = 'data-folder';

/**
 * The data folder of the demo or of development: the given one, or, where root runs below a folder that PostgreSQL's
 * account can't enter, a folder of its own elsewhere. The given folder keeps its path for the next start.
 *
 * Production doesn't use this: its data is only ever where the operator put it.
 */
export function chooseDataFolder(given: string, log: (line: string) => void): string {
  const account = databaseAccount();
  const closed = findClosedFolder(given, account);
  if (closed === undefined) return given;
  const folder = readPointer(given) ?? createElsewhere(given);
  log(`PostgreSQL's user (${account.uid}) can't enter ${closed}. The data is in ${folder} instead.`);
  return folder;
}

/**
 * Erases the database of a data folder, and the folder itself where it was created in place of the given one.
 *
 * Throws `StartFailure` while another process uses the database.
 */
export async function eraseDataFolder(given: string): Promise<void> {
  await eraseEmbeddedDatabase(given);
  const elsewhere = readPointer(given);
  if (elsewhere === undefined) return;
  await eraseEmbeddedDatabase(elsewhere);
  rmSync(elsewhere, { recursive: true, force: true });
  rmSync(join(given, pointer));
}

/** Creates an empty data folder for a test or a measurement, where PostgreSQL's account can reach it. */
export function makeTemporaryDataFolder(): string {
  return createReachableFolder([tmpdir(), ...parents]);
}

function createElsewhere(given: string): string {
  const folder = createReachableFolder(parents);
  mkdirSync(given, { recursive: true });
  writeFileSync(join(given, pointer), folder, { mode: 0o600 });
  return folder;
}

function createReachableFolder(candidates: string[]): string {
  const account = databaseAccount();
  const parent = candidates.find((path) => existsSync(path) && findClosedFolder(path, account) === undefined);
  if (parent === undefined) {
    throw new StartFailure(
      `user ${account.uid} can't enter any of ${candidates.join(', ')}: set DATABASE_URL`,
    );
  }
  const folder = mkdtempSync(join(parent, prefix));
  chmodSync(folder, 0o711); // entering is enough: the database in it is its account's alone
  return folder;
}

/** The folder an earlier start created; undefined when it is gone or is no longer one that only this user writes. */
function readPointer(given: string): string | undefined {
  const file = join(given, pointer);
  if (!existsSync(file)) return undefined;
  const folder = resolve(readFileSync(file, 'utf8'));
  if (!parents.includes(dirname(folder)) || !basename(folder).startsWith(prefix)) return undefined;
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  const ours = stats?.isDirectory() && stats.uid === process.getuid?.() && (stats.mode & 0o022) === 0;
  return ours ? folder : undefined;
}
