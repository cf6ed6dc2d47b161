import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { StartFailure } from '../start-failure';
import type { Account } from './account';
import type { Binaries } from './binaries';

/** The PostgreSQL role that owns everything, and the database of the same name. */
export const role = 'bzero';

/** The role that the app connects as. It cannot change the audit log. */
export const appRole = 'bzero_app';

/**
 * Creates the cluster in `<dataDir>/database` where there is none yet, with a random password kept beside it.
 * It is created under another name and renamed, so a start that is killed leaves no partial cluster.
 *
 * @returns the password.
 * Throws `StartFailure` when initdb fails, the password file is missing, or another major version wrote the data.
 */
export function prepareCluster(
  dataDir: string,
  programs: Binaries,
  account: Account,
  durable: boolean,
): string {
  const folder = clusterFolder(dataDir);
  if (!existsSync(folder)) return createCluster(dataDir, programs, account, durable);
  const wrote = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (wrote !== programs.major) {
    throw new StartFailure(
      `${folder} was written by PostgreSQL ${wrote}, but this release includes PostgreSQL ${programs.major}: ` +
        'dump the data with the old release and restore it here, or set DATABASE_URL',
    );
  }
  const password = readPassword(dataDir);
  if (password !== undefined) return password;
  throw new StartFailure(
    `${passwordFile(dataDir)} is missing: restore it, or remove ${folder} to start with an empty database`,
  );
}

/** The password kept beside the cluster; undefined where there is none. */
export function readPassword(dataDir: string): string | undefined {
  const file = passwordFile(dataDir);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

function passwordFile(dataDir: string): string {
  return join(dataDir, 'database-password');
}

/** The password of the app's role, kept beside the owner's. Created where there is none yet. */
export function appPassword(dataDir: string): string {
  const file = join(dataDir, 'database-app-password');
  if (!existsSync(file)) keepPassword(file, randomBytes(24).toString('hex'));
  return readFileSync(file, 'utf8').trim();
}

/** The folder that holds the cluster's files. */
export function clusterFolder(dataDir: string): string {
  return join(dataDir, 'database');
}

function createCluster(dataDir: string, programs: Binaries, account: Account, durable: boolean): string {
  const password = randomBytes(24).toString('hex');
  const draft = mkdtempSync(join(dataDir, '.database-'));
  const passwordDraft = `${draft}.password`;
  try {
    chmodSync(draft, 0o700);
    writeFileSync(passwordDraft, password, { mode: 0o600 });
    give(draft, account);
    give(passwordDraft, account);
    initdb(draft, passwordDraft, programs, account, durable);
    keepPassword(passwordFile(dataDir), password);
    renameSync(draft, clusterFolder(dataDir));
    return password;
  } finally {
    rmSync(passwordDraft, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function initdb(
  folder: string,
  passwordFile: string,
  programs: Binaries,
  account: Account,
  durable: boolean,
): void {
  const args = ['-D', folder, '-U', role, '--pwfile', passwordFile, '--auth=scram-sha-256'];
  // Sorts by bytes, as the C locale does, but ignores the case of all letters: a search for "ä" finds "Ä".
  args.push('--encoding=UTF8', '--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  args.push('--no-instructions', ...(durable ? [] : ['--no-sync']));
  const run = spawnSync(join(programs.bin, 'initdb'), args, {
    ...account,
    cwd: '/',
    env: databaseEnv(),
    encoding: 'utf8',
  });
  if (run.status === 0) return;
  const reason = (run.stderr || run.error?.message || `exit code ${run.status}`).trim().split('\n').at(-1);
  throw new StartFailure(
    `PostgreSQL could not create its data folder (${reason}): fix that, or set DATABASE_URL`,
  );
}

/** The environment of PostgreSQL's programs: the caller's own PG* variables must not reach them. */
export function databaseEnv(): NodeJS.ProcessEnv {
  return { ...withoutPgVariables(process.env), LC_ALL: 'C', TZ: 'UTC' };
}

function withoutPgVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('PG')),
  ) as NodeJS.ProcessEnv;
}

function keepPassword(file: string, password: string): void {
  writeFileSync(`${file}.new`, `${password}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function give(path: string, account: Account): void {
  if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
}
