import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StartFailure } from '../start-failure';

/** The uid and gid a child process runs as; empty where it runs as this process does. */
export type Account = { uid?: number; gid?: number };

const nobody = 65534;

/** The account PostgreSQL runs as. It refuses to run as root, so root runs it as `nobody`. */
export function databaseAccount(): Account {
  return process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
}

/**
 * Creates the data folder where it is missing, reachable for the account.
 *
 * Throws `StartFailure` naming the first parent folder that the account can't enter.
 */
export function makeReachableFolder(folder: string, account: Account): void {
  const full = resolve(folder);
  const made = mkdirSync(full, { recursive: true });
  if (account.uid === undefined) return;
  // A strict umask must not lock PostgreSQL out of the folders created here: entering them is enough.
  if (made) for (const step of pathSteps(full)) if (step.startsWith(made)) chmodSync(step, 0o711);
  const closed = findClosedFolder(full, account);
  if (closed === undefined) return;
  throw new StartFailure(
    `the embedded PostgreSQL runs as user ${account.uid}, which can't enter ${closed}: ` +
      'set DATA_DIR to a folder that this user can reach, for example /var/lib/bzero, or set DATABASE_URL',
  );
}

/** The first existing folder on the way to a path that the account can't enter; undefined where it can reach it. */
export function findClosedFolder(path: string, account: Account): string | undefined {
  const { uid, gid } = account;
  if (uid === undefined || gid === undefined) return undefined;
  return pathSteps(resolve(path)).find((step) => !canEnter(step, uid, gid));
}

function pathSteps(full: string): string[] {
  const up = dirname(full);
  return up === full ? [full] : [...pathSteps(up), full];
}

function canEnter(folder: string, uid: number, gid: number): boolean {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats) return true; // created later, with a mode that lets the account in
  if (stats.uid === uid) return (stats.mode & 0o100) !== 0;
  return (stats.mode & (stats.gid === gid ? 0o010 : 0o001)) !== 0;
}
