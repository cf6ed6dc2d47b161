import { readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../failure';
import { writePrivateFile } from '../state/private-file';
import { claimSocketFolder, longestSocketPath } from '../state/socket-folder';

/** The agent socket of one ssh process. */
export type Claim = {
  /** path where the agent listens */
  own: string;
  /** Links the configured path to the agent, and writes the known hosts beside it. */
  publish(knownHosts: string): void;
  release(): void;
};

/** The path of the known_hosts file for an agent socket. */
export function knownHostsBeside(socket: string): string {
  return `${socket}.hosts`;
}

/**
 * Claims the path at which ssh looks for its agent. All ssh processes to a host share it, so it is a link to the
 * socket of the newest agent, and only that agent removes it.
 *
 * Throws a `Failure` if the path is too long for a socket, or others can use its folder.
 */
export function claimSocket(path: string): Claim {
  if (Buffer.byteLength(path) > longestSocketPath)
    throw new Failure('usage', `The socket path ${path} is too long. Run: zli generate sshConfig`);
  claimSocketFolder(dirname(path));
  const own = join(dirname(path), String(process.pid));
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
