import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StartFailure } from './failure';

/** The uid and gid a child runs as; empty where it runs as this process does. */
export type Account = { uid?: number; gid?: number };

const NOBODY = 65534;

/**
 * Chooses the account PostgreSQL runs as. It refuses to run as root, so root lends it `nobody`; everybody
 * else runs it as they are.
 */
export function databaseAccount(): Account {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

/**
 * Makes the data folder where it is missing, reachable for the account.
 *
 * @throws StartFailure naming the first parent folder that the account can't pass.
 */
export function makeReachableFolder(folder: string, account: Account): void {
  const full = resolve(folder);
  const made = mkdirSync(full, { recursive: true });
  if (account.uid === undefined) return;
  // A strict umask must not lock PostgreSQL out of the folders made here: passing through is enough.
  if (made) for (const step of pathSteps(full)) if (step.startsWith(made)) chmodSync(step, 0o711);
  const closed = pathSteps(full).find(
    (step) => !passable(step, account.uid ?? NOBODY, account.gid ?? NOBODY),
  );
  if (closed === undefined) return;
  throw new StartFailure(
    `PostgreSQL runs as user ${account.uid} here and can't pass through ${closed}: ` +
      'set DATA_DIR to a folder that user can reach, for example /var/lib/bzero',
  );
}

function pathSteps(full: string): string[] {
  const up = dirname(full);
  return up === full ? [full] : [...pathSteps(up), full];
}

function passable(folder: string, uid: number, gid: number): boolean {
  const { mode, uid: owner, gid: group } = statSync(folder);
  if (owner === uid) return (mode & 0o100) !== 0;
  return (mode & (group === gid ? 0o010 : 0o001)) !== 0;
}
