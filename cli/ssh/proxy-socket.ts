import { readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../failure';
import { makePrivateFolder } from '../state/folder';
import { writePrivateFile } from '../state/private-file';

/** What one ssh finds at the path that its configuration names. */
export type Claim = {
  /** where the agent listens */
  own: string;
  /** Lets ssh find the agent, and the keys of its host. */
  publish(knownHosts: string): void;
  release(): void;
};

/** The longest path of a Unix socket that every system takes. */
const LONGEST_PATH = 103;

/** Where ssh finds the known hosts, beside the socket of its agent. */
export function knownHostsBeside(socket: string): string {
  return `${socket}.hosts`;
}

/**
 * Claims the path at which ssh looks for its agent. It is the same for every ssh to a host, so it is a link
 * to the newest agent's own socket, and only the newest takes it away.
 *
 * @throws Failure where the path is too long for a socket.
 */
export function claimSocket(path: string): Claim {
  if (Buffer.byteLength(path) > LONGEST_PATH)
    throw new Failure('usage', `The path ${path} is too long for a socket: choose a shorter ZLI_CONFIG_DIR.`);
  const own = join(makePrivateFolder(dirname(path)), String(process.pid));
  rmSync(own, { force: true });
  return {
    own,
    publish: (knownHosts) => {
      writePrivateFile(knownHostsBeside(path), knownHosts);
      const draft = `${own}.link`;
      rmSync(draft, { force: true });
      symlinkSync(own, draft);
      renameSync(draft, path);
    },
    release: () => {
      if (isLinkTo(path, own)) {
        rmSync(path, { force: true });
        rmSync(knownHostsBeside(path), { force: true });
      }
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
