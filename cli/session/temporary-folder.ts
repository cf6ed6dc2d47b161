import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findTemporaryFolder } from '../state/socket-folder';
import { exitCodeOf } from './stop-signals';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Creates a folder for keys that only its owner can read. It is deleted however the process ends. */
export function createTemporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(findTemporaryFolder(), 'zli-'));
  const clean = () => rmSync(path, { recursive: true, force: true });
  // Without a listener, a signal would end the process without the event `exit`.
  const exit = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) === 1) process.exit(exitCodeOf(signal));
  };
  process.once('exit', clean);
  for (const signal of signals) process.on(signal, exit);
  return {
    path,
    remove: () => {
      clean();
      process.off('exit', clean);
      for (const signal of signals) process.off(signal, exit);
    },
  };
}
