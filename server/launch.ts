import { StartFailure } from './embedded-database';

/** What runs until it is told to stop. */
export type Running = { close(): Promise<void> };

/**
 * Runs a launcher until Ctrl-C or SIGTERM: starts it, closes it in order, ends the process with 0. A start that
 * fails is told in one line and ends with 1; what had been started by then must have been closed by `start`.
 */
export async function launch(start: (stopping: AbortSignal) => Promise<Running>): Promise<void> {
  // Deprecations are for developers of libraries; whoever operates this can do nothing about them.
  process.noDeprecation = true;
  const stopping = new AbortController();
  const asked = new Promise<void>((resolve) => {
    // Ctrl-C reaches a process more than once (from the terminal, from npm, from tsx): the first counts.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        stopping.abort();
        resolve();
      });
    }
  });
  try {
    const running = await start(stopping.signal);
    await asked;
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
