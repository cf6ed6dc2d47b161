import { log } from '@/lib/log';

/**
 * Does some work again and again, with a pause after each time, until it is stopped. `stop` waits for the work that runs. A
 * failure, such as a database that restarts, is for the next time.
 *
 * @param name what fails, for the log
 * @param work gets the number of the round, from 0
 */
export function repeat(
  name: string,
  pauseMs: number,
  work: (round: number) => Promise<void>,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const rounds = (async () => {
    for (let round = 0; !stopping.signal.aborted; round++) {
      await work(round).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        log().warn({ why }, `${name} failed and will be retried`);
      });
      await pause(pauseMs, stopping.signal);
    }
  })();
  return {
    stop: () => {
      stopping.abort();
      return rounds;
    },
  };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
