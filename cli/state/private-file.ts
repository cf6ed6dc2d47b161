import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makePrivateFolder } from './folder';

/**
 * Writes a file that only its owner can read, unless another mode is asked for. It appears whole or not at
 * all: another `zli` that reads at this moment sees the old content or the new one.
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

/** The content of a file, or null where there is none. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** What a JSON file of ours holds, or null where there is none or somebody broke it. */
export function readJson<T>(path: string): T | null {
  const text = readIfThere(path);
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}
