import { constants } from 'node:os';

/** Reports a signal that ends `zli`. */
type StopSignals = {
  /** the exit code for the signal: 128 plus its number */
  stopped: Promise<number>;
  stopListening(): void;
};

/** Listens for SIGTERM, SIGHUP and `more` signals. */
export function listenForStopSignals(...more: NodeJS.Signals[]): StopSignals {
  const signals: NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', ...more];
  let stop: (signal: NodeJS.Signals) => void = () => {};
  const stopped = new Promise<number>((resolve) => {
    stop = (signal) => resolve(exitCodeOf(signal));
  });
  for (const signal of signals) process.on(signal, stop);
  return {
    stopped,
    stopListening: () => {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}

/** The exit code that shells report for a program that a signal ended. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
