import { commits } from '@/lib/commits';
import { log } from '@/lib/log';

/** How often changes of other processes, and those of the clock, are looked for. */
const lookEveryMs = 250;
/** How often at most changes of this process are looked for. */
const lookAfterCommitMs = 50;

type FindChanged = (ids: readonly string[]) => Promise<string[]>;

/** What waits in this process: the functions to call, by id. */
type Watch = {
  waiting: Map<string, Set<() => void>>;
  findChanged: FindChanged;
  timer: NodeJS.Timeout | undefined;
  /** by the clock of `performance` */
  lookedAt: number;
  isLooking: boolean;
  /** whether this process has committed something since the last look began */
  isOutdated: boolean;
};
const shared = globalThis as { bzeroWatches?: Map<string, Watch> };

/**
 * Waits until something has changed, for `ms` milliseconds at most. One query serves all that wait in this process for a
 * change of the same kind: four times a second, and at once when this process has committed a transaction.
 *
 * @param kind names what is watched; `findChanged` returns those of the ids that have changed.
 */
export function awaitChange(
  kind: string,
  findChanged: FindChanged,
  about: { id: string; ms: number; stop?: AbortSignal | undefined },
): Promise<void> {
  const { id, ms, stop } = about;
  const watch = watchOf(kind, findChanged);
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
    else schedule(watch);
  });
}

function watchOf(kind: string, findChanged: FindChanged): Watch {
  shared.bzeroWatches ??= new Map();
  const known = shared.bzeroWatches.get(kind);
  if (known) return known;
  const watch: Watch = {
    waiting: new Map(),
    findChanged,
    timer: undefined,
    lookedAt: Number.NEGATIVE_INFINITY,
    isLooking: false,
    isOutdated: false,
  };
  shared.bzeroWatches.set(kind, watch);
  commits().on('commit', () => {
    watch.isOutdated = true;
    schedule(watch);
  });
  return watch;
}

/** Sets the time of the next look, if anything waits. */
function schedule(watch: Watch): void {
  if (watch.isLooking || watch.waiting.size === 0) return;
  clearTimeout(watch.timer);
  const pauseMs = watch.isOutdated ? lookAfterCommitMs : lookEveryMs;
  const inMs = Math.max(0, watch.lookedAt + pauseMs - performance.now());
  watch.timer = setTimeout(() => void look(watch), inMs).unref();
}

async function look(watch: Watch): Promise<void> {
  const { waiting, findChanged } = watch;
  Object.assign(watch, { lookedAt: performance.now(), isLooking: true, isOutdated: false });
  try {
    for (const id of await findChanged([...waiting.keys()])) {
      for (const wake of waiting.get(id) ?? []) wake();
    }
  } catch (error) {
    // Each wait ends by its own timer, and its client calls again.
    log().warn({ err: error instanceof Error ? error.message : String(error) }, 'looking for changes failed');
  }
  watch.isLooking = false;
  schedule(watch);
}
