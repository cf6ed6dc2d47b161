import { realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The words that start this `zli` from another program later: its name where a shell finds it, else node and
 * the file. What npm adds to the path for one call doesn't count.
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
