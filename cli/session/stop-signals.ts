import { constants } from 'node:os';

/** Tells when somebody ends `zli` from outside, by SIGTERM or by closing the terminal. */
export type StopSignals = {
  /** the exit code that the custom asks for: 128 and the number of the signal */
  stopped: Promise<number>;
  ignore(): void;
};

/** Listens for signals that end `zli`; more of them where asked. */
export function listenForStopSignals(...more: NodeJS.Signals[]): StopSignals {
  const signals: NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', ...more];
  let stop: (signal: NodeJS.Signals) => void = () => {};
  const stopped = new Promise<number>((resolve) => {
    stop = (signal) => resolve(exitCodeOf(signal));
  });
  for (const signal of signals) process.on(signal, stop);
  return {
    stopped,
    ignore: () => {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}

/** What a shell gives as the exit code of a program that a signal ended. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
