import { rm, writeFile } from 'node:fs/promises';

/** A file that is not overwritten. */
export class FileExists extends Error {}

/** Writes a new file that only its owner can read. Throws `FileExists` if there is one, which `force` replaces. */
export async function savePrivately(path: string, text: string, force: boolean): Promise<void> {
  if (force) await rm(path, { force: true });
  try {
    await writeFile(path, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new FileExists(`${path} exists. Add --force to replace it`);
  }
}
