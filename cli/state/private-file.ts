import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makePrivateFolder } from './folder';

/**
 * Writes a file that only its owner can read, unless `mode` differs. The write is atomic: another `zli` that reads at
 * the same time gets the old content or the new one.
 */
export function writePrivateFile(path: string, content: string, mode = 0o600): void {
  const folder = makePrivateFolder(dirname(path));
  const draft = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}`);
  try {
    writeFileSync(draft, content, { mode, flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Reads a file; null if it does not exist. */
export function readIfExists(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Reads a JSON file of zli; null if it does not exist or is not valid JSON. */
export function readJson<T>(path: string): T | null {
  const text = readIfExists(path);
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}
