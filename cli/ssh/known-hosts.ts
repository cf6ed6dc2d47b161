import { join } from 'node:path';
import type { Connection } from '../session/connection';
import { makePrivateFolder, type StateFolder } from '../state/folder';
import { readIfExists, writePrivateFile } from '../state/private-file';

/** A known_hosts file for one target; `isHostKnown` if the server sent its keys. */
type KnownHosts = { path: string; isHostKnown: boolean };

/**
 * Prepares the known_hosts file of a target. If an admin has stored the host keys, it holds exactly these. Otherwise
 * it holds the keys of the first connection, and ssh refuses others.
 */
export function keepKnownHosts(folder: StateFolder, { targetId, serverIdentity }: Connection): KnownHosts {
  const path = join(makePrivateFolder(folder.path, 'hosts'), targetId);
  if (serverIdentity) writePrivateFile(path, writeKnownHosts(readKeyLines(serverIdentity)));
  return { path, isHostKnown: serverIdentity !== null };
}

/**
 * Returns the known hosts of a target as a text that matches any host name. Scans the host and stores its keys if
 * none are known yet, because ssh runs with strict checking here.
 */
export async function knowHost(
  folder: StateFolder,
  connection: Connection,
  scan: () => Promise<string>,
): Promise<string> {
  const { path } = keepKnownHosts(folder, connection);
  const kept = readIfExists(path);
  if (kept) return writeKnownHosts(readKeyLines(kept).map((line) => line.slice(line.indexOf(' ') + 1)));
  const scanned = writeKnownHosts(readKeyLines(await scan()));
  writePrivateFile(path, scanned);
  return scanned;
}

/**
 * Writes key lines as known hosts for any host name; each file is for one target only. Leaves out a line that is not a
 * key: ssh would read a marker such as @cert-authority as trust in another key.
 */
export function writeKnownHosts(keyLines: readonly string[]): string {
  const keys = keyLines.flatMap(
    (line) => /^[a-z][\w@.-]* [A-Za-z0-9+/]+={0,2}(?=\s|$)/.exec(line)?.[0] ?? [],
  );
  return keys.map((key) => `* ${key}\n`).join('');
}

function readKeyLines(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}
