import { existsSync, realpathSync, rmSync, statSync } from 'node:fs';
import { readIfThere, writePrivateFile } from '../state/private-file';

const MARK = '# The servers of zli, written by zli generate sshConfig';

/** Makes a person's ssh configuration include ours, once, before all else: what ssh reads first wins. */
export function addInclude(config: string, included: string): void {
  const text = readIfThere(config) ?? '';
  if (isIncluded(text, included)) return;
  write(config, `${MARK}\n${lineOf(included)}\n\n${text}`);
}

/** Takes the line away again, and nothing else of what the person wrote. */
export function removeInclude(config: string, included: string): void {
  const text = readIfThere(config);
  if (text === null || !isIncluded(text, included)) return;
  // The blank line behind it is ours too.
  const rest = text
    .replace(`${MARK}\n`, '')
    .replace(`${lineOf(included)}\n`, '')
    .replace(/^\n/, '');
  if (rest === '') rmSync(config);
  else write(config, rest);
}

// A configuration that is kept elsewhere, behind a link, stays there.
function write(config: string, text: string): void {
  const path = existsSync(config) ? realpathSync(config) : config;
  writePrivateFile(path, text, existsSync(path) ? statSync(path).mode & 0o777 : undefined);
}

function isIncluded(text: string, included: string): boolean {
  return text.split('\n').includes(lineOf(included));
}

function lineOf(included: string): string {
  return `Include "${included}"`;
}
