import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodeOf } from './stop-signals';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A folder that only its owner can enter. Keys are in it, so it goes however the process ends. */
export function createTemporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'zli-'));
  const clean = () => rmSync(path, { recursive: true, force: true });
  // A signal that nobody else listens for would end the process without a word to us.
  const leave = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) === 1) process.exit(exitCodeOf(signal));
  };
  process.once('exit', clean);
  for (const signal of signals) process.on(signal, leave);
  return {
    path,
    remove: () => {
      clean();
      process.off('exit', clean);
      for (const signal of signals) process.off(signal, leave);
    },
  };
}
