import { join } from 'node:path';
import type { Connection } from '../session/connection';
import { makePrivateFolder, type StateFolder } from '../state/folder';
import { readIfThere, writePrivateFile } from '../state/private-file';

/** The known hosts of one target, for ssh; `isHostKnown` when they came from the server. */
export type KnownHosts = { path: string; isHostKnown: boolean };

/**
 * The file with the host keys of a target. Where an admin has stored them it holds these and no others; else
 * it holds what the host showed the first time, and ssh refuses when it shows something else.
 */
export function keepKnownHosts(folder: StateFolder, { targetId, serverIdentity }: Connection): KnownHosts {
  const path = join(makePrivateFolder(folder.path, 'hosts'), targetId);
  if (serverIdentity) writePrivateFile(path, writeKnownHosts(readKeyLines(serverIdentity)));
  return { path, isHostKnown: serverIdentity !== null };
}

/**
 * The known hosts of a target as a text that fits any name ssh may use for it. What is not known yet is
 * scanned, and kept: ssh itself must be told of a host's keys before it sees them, to take no others.
 */
export async function knowHost(
  folder: StateFolder,
  connection: Connection,
  scan: () => Promise<string>,
): Promise<string> {
  const { path } = keepKnownHosts(folder, connection);
  const kept = readIfThere(path);
  if (kept) return writeKnownHosts(readKeyLines(kept).map((line) => line.slice(line.indexOf(' ') + 1)));
  const scanned = writeKnownHosts(readKeyLines(await scan()));
  writePrivateFile(path, scanned);
  return scanned;
}

/** Key lines as known hosts. The file is of one target only, so its keys are good for whatever name ssh uses. */
function writeKnownHosts(keyLines: readonly string[]): string {
  return keyLines.map((line) => `* ${line}\n`).join('');
}

function readKeyLines(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}
