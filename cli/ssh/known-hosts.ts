import { join } from 'node:path';
import type { Connection } from '../connect/connection';
import { makePrivateFolder, type StateFolder } from '../state/folder';
import { writePrivateFile } from '../state/private-file';

/** The known hosts of one target, for ssh; `isHostKnown` when they came from the server. */
export type KnownHosts = { path: string; isHostKnown: boolean };

/**
 * The file with the host keys of a target. Where an admin has stored them it holds these and no others; else
 * it holds what the host showed the first time, and ssh warns when it shows something else.
 */
export function keepKnownHosts(folder: StateFolder, { targetId, serverIdentity }: Connection): KnownHosts {
  const path = join(makePrivateFolder(folder.path, 'hosts'), targetId);
  if (serverIdentity) writePrivateFile(path, writeKnownHosts(serverIdentity));
  return { path, isHostKnown: serverIdentity !== null };
}

/** Key lines as known hosts. The file is of one target only, so its keys are good for whatever name ssh uses. */
export function writeKnownHosts(keyLines: string): string {
  const lines = keyLines.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => `* ${line}\n`)
    .join('');
}
