import { readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../failure';
import { makePrivateFolder } from '../state/folder';

/** The longest path of a Unix socket that every system takes. */
const LONGEST_PATH = 103;

/**
 * Where an agent listens, behind the path that ssh's configuration names. That path is the same for every
 * ssh to a host, so it is a link to the newest agent's own socket, and only its owner takes it away.
 *
 * @throws Failure where the path is too long for a socket.
 */
export function claimSocket(path: string): { own: string; publish(): void; release(): void } {
  if (Buffer.byteLength(path) > LONGEST_PATH)
    throw new Failure('usage', `The path ${path} is too long for a socket: choose a shorter ZLI_CONFIG_DIR.`);
  const own = join(makePrivateFolder(dirname(path)), String(process.pid));
  rmSync(own, { force: true });
  return {
    own,
    publish: () => {
      const draft = `${own}.link`;
      rmSync(draft, { force: true });
      symlinkSync(own, draft);
      renameSync(draft, path);
    },
    release: () => {
      if (isLinkTo(path, own)) rmSync(path, { force: true });
      rmSync(own, { force: true });
    },
  };
}

function isLinkTo(path: string, own: string): boolean {
  try {
    return readlinkSync(path) === own;
  } catch {
    return false;
  }
}
