import { log } from '@/lib/log';

const lookEveryMs = 250;

/** What waits in this process: the functions to call, by id. */
type Watch = { waiting: Map<string, Set<() => void>>; timer: NodeJS.Timeout | null };
const shared = globalThis as { bzeroWatches?: Map<string, Watch> };

/**
 * Waits until something has changed, for `ms` milliseconds at most. One query, four times a second, serves all that wait
 * in this process for a change of the same kind.
 *
 * @param kind names what is watched; `findChanged` returns those of the ids that have changed.
 */
export function awaitChange(
  kind: string,
  findChanged: (ids: readonly string[]) => Promise<string[]>,
  about: { id: string; ms: number; stop?: AbortSignal | undefined },
): Promise<void> {
  const { id, ms, stop } = about;
  const watch = watchOf(kind);
  const { waiting } = watch;
  return new Promise((resolve) => {
    const wakers = waiting.get(id) ?? new Set();
    waiting.set(id, wakers);
    const wake = () => {
      clearTimeout(timer);
      stop?.removeEventListener('abort', wake);
      wakers.delete(wake);
      if (wakers.size === 0 && waiting.get(id) === wakers) waiting.delete(id);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    wakers.add(wake);
    stop?.addEventListener('abort', wake);
    if (stop?.aborted) wake();
    else lookSoon(watch, findChanged);
  });
}

function watchOf(kind: string): Watch {
  shared.bzeroWatches ??= new Map();
  const watch = shared.bzeroWatches.get(kind) ?? { waiting: new Map(), timer: null };
  shared.bzeroWatches.set(kind, watch);
  return watch;
}

type FindChanged = Parameters<typeof awaitChange>[1];

function lookSoon(watch: Watch, findChanged: FindChanged): void {
  watch.timer ??= setTimeout(() => void look(watch, findChanged), lookEveryMs).unref();
}

async function look(watch: Watch, findChanged: FindChanged): Promise<void> {
  const { waiting } = watch;
  try {
    for (const id of await findChanged([...waiting.keys()])) {
      for (const wake of waiting.get(id) ?? []) wake();
    }
  } catch (error) {
    // Each wait ends by its own timer, and its client calls again.
    log().warn({ err: error instanceof Error ? error.message : String(error) }, 'looking for changes failed');
  }
  watch.timer = null;
  if (waiting.size > 0) lookSoon(watch, findChanged);
}
