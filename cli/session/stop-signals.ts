import { constants } from 'node:os';

/**
 * The exit code of the first signal of SIGTERM, SIGHUP and `more`: 128 plus its number. It listens until the process
 * ends, because a signal that comes while `zli` closes its session must not interrupt that. ssh, for example, sends
 * SIGHUP to its ProxyCommand at the very moment when the connection ends.
 */
export function stopSignal(...more: NodeJS.Signals[]): Promise<number> {
  const signals: NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', ...more];
  return new Promise((resolve) => {
    for (const signal of signals) process.on(signal, () => resolve(exitCodeOf(signal)));
  });
}

/** The exit code that shells report for a program that a signal ended. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
