import { setTimeout as pause } from 'node:timers/promises';

/** What waits in memory to be written, and whether it is written now. */
export type QueueState<Waiting> = { waiting: Waiting; written: Promise<void>; isWriting: boolean };

/**
 * Writes in the background what waits in memory, one write after another. The state is shared by the whole process, under a
 * name, because the routes and the workers are separate bundles in one process.
 *
 * @param write takes what it writes out of `waiting`, and never throws
 * @param sizeOf how much waits
 * @param pauseAfter milliseconds between two writes, by how much waited before and after one
 */
export function writeQueue<Waiting>({
  name,
  empty,
  sizeOf,
  write,
  pauseAfter,
}: {
  name: string;
  empty: () => Waiting;
  sizeOf: (waiting: Waiting) => number;
  write: (waiting: Waiting) => Promise<void>;
  pauseAfter: (before: number, after: number) => number;
}) {
  const shared = globalThis as { [key: string]: unknown };
  const state = (): QueueState<Waiting> => {
    shared[name] ??= { waiting: empty(), written: Promise.resolve(), isWriting: false };
    return shared[name] as QueueState<Waiting>;
  };

  const writeNow = (): Promise<void> => {
    const current = state();
    current.written = current.written.then(() => write(current.waiting));
    return current.written;
  };

  const writeSoon = async (): Promise<void> => {
    const current = state();
    if (current.isWriting) return;
    current.isWriting = true;
    for (let before = sizeOf(current.waiting); before > 0; before = sizeOf(current.waiting)) {
      await writeNow();
      const milliseconds = pauseAfter(before, sizeOf(current.waiting));
      if (milliseconds > 0) await pause(milliseconds, undefined, { ref: false });
    }
    current.isWriting = false;
  };

  return {
    waiting: () => state().waiting,
    /** Resolves when all that waits is written, or could not be. */
    writeNow,
    /** Begins to write, if it does not run. */
    writeSoon,
  };
}
