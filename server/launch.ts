import { StartFailure } from './start-failure';

/** Something that runs until it is closed. */
export type Running = { close(): Promise<void> };

/**
 * Starts a program, closes it on Ctrl-C or SIGTERM, and exits with 0. When the start fails, prints the reason and
 * exits with 1; by then `start` must have closed whatever it opened.
 */
export async function launch(start: (stopping: AbortSignal) => Promise<Running>): Promise<void> {
  // Deprecation warnings are for the authors of libraries: an operator can't act on them.
  process.noDeprecation = true;
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    // Ctrl-C can reach the process more than once (from the terminal, npm and tsx): the first one counts.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        stopping.abort();
        resolve();
      });
    }
  });
  try {
    const running = await start(stopping.signal);
    await stopped;
    await running.close();
    process.exit(0);
  } catch (error) {
    if (stopping.signal.aborted) process.exit(0);
    process.stderr.write(`${describe(error)}\n`);
    process.exit(1);
  }
}

function describe(error: unknown): string {
  if (error instanceof StartFailure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
