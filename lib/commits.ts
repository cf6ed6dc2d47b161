import { EventEmitter } from 'node:events';

// Next and the server have a copy of this file each, in one process.
const shared = globalThis as { bzeroCommits?: EventEmitter };

/** Emits `commit` after each transaction of this process that has committed. */
export function commits(): EventEmitter {
  shared.bzeroCommits ??= new EventEmitter();
  return shared.bzeroCommits;
}
