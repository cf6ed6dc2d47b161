import { findEndedAmong } from '@/lib/db/connections/connections';
import { log } from '@/lib/log';

const lookEveryMs = 250;

type Waiting = Map<string, Set<() => void>>;
const shared = globalThis as { bzeroWaiting?: Waiting; bzeroWatch?: NodeJS.Timeout };

/**
 * Waits until a connection has ended, for `ms` milliseconds at most. One query, four times a second, serves all that wait
 * in this process.
 */
export function awaitEnd(connectionId: string, ms: number, stop?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const waiting = shared.bzeroWaiting ?? new Map();
    shared.bzeroWaiting = waiting;
    const wakers = waiting.get(connectionId) ?? new Set();
    waiting.set(connectionId, wakers);
    const wake = () => {
      clearTimeout(timer);
      stop?.removeEventListener('abort', wake);
      wakers.delete(wake);
      if (wakers.size === 0 && waiting.get(connectionId) === wakers) waiting.delete(connectionId);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    wakers.add(wake);
    stop?.addEventListener('abort', wake);
    if (stop?.aborted) wake();
    else lookSoon();
  });
}

function lookSoon(): void {
  shared.bzeroWatch ??= setTimeout(() => void look(), lookEveryMs).unref();
}

async function look(): Promise<void> {
  const waiting: Waiting = shared.bzeroWaiting ?? new Map();
  try {
    for (const id of await findEndedAmong([...waiting.keys()])) {
      for (const wake of waiting.get(id) ?? []) wake();
    }
  } catch (error) {
    // Each wait ends by its own timer, and its client polls again.
    log().warn(
      { err: error instanceof Error ? error.message : String(error) },
      'polling open connections failed',
    );
  }
  delete shared.bzeroWatch;
  if (waiting.size > 0) lookSoon();
}
