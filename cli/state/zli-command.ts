import { realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The words with which another program starts this `zli`: its name if it is on the PATH, otherwise node and the
 * file. Ignores folders that npm adds to the PATH for one call.
 */
export function zliCommand(path = '', entry = process.argv[1] ?? ''): [string, ...string[]] {
  const folders = path.split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const self = realPath(entry);
  const isFound = folders.some((folder) => folder !== '' && realPath(join(folder, 'zli')) === self);
  return isFound ? ['zli'] : [process.execPath, self ?? entry];
}

function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
