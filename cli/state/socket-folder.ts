import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure } from '../failure';

/** Bytes. The longest path of a Unix socket that all systems support: macOS has 104 with the NUL at the end. */
export const longestSocketPath = 103;

/** Bytes for a socket's name in the folder: a target user, and the name of a host or the start of an id. */
const longestName = 48;

/**
 * The folder for agent sockets: in the state folder if its path is short and ssh can read it in quotation marks,
 * otherwise a folder of this user and this state folder in /tmp. `claimSocketFolder` creates it.
 */
export function findSocketFolder(stateFolder: string, userId = process.getuid?.()): string {
  const usual = join(resolve(stateFolder), 'ssh');
  const isShort = Buffer.byteLength(usual) + 1 + longestName <= longestSocketPath;
  if (userId === undefined || (isShort && !/["\\$\p{Cc}]/u.test(usual))) return usual;
  const name = createHash('sha256').update(usual).digest('hex').slice(0, 8);
  return `/tmp/bzero-zli-${userId}-${name}`;
}

/**
 * Creates a folder for sockets and known hosts that only its owner can use. Anyone can create a folder in /tmp, so one
 * of somebody else is refused.
 *
 * Throws a `Failure` if the folder belongs to another user, or others can use it.
 */
export function claimSocketFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  const userId = process.getuid?.();
  if (!found.isDirectory() || (userId !== undefined && (found.uid !== userId || (found.mode & 0o077) !== 0)))
    throw new Failure('usage', `Other users can write to ${path}. Delete it, then connect again.`);
}

/** The folder for temporary files. A long TMPDIR has no room for a socket's path. */
export function findTemporaryFolder(path = tmpdir()): string {
  return Buffer.byteLength(join(path, 'zli-XXXXXX', 'agent')) > longestSocketPath ? '/tmp' : path;
}
