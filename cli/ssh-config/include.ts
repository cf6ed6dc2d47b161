import { existsSync, realpathSync, rmSync, statSync } from 'node:fs';
import { readIfExists, writePrivateFile } from '../state/private-file';

const MARK = '# The servers of zli, written by zli generate sshConfig';

/** Includes zli's file in the user's ssh configuration, once, at the top: in ssh the first value wins. */
export function addInclude(config: string, included: string): void {
  const text = readIfExists(config) ?? '';
  if (isIncluded(text, included)) return;
  write(config, `${MARK}\n${lineOf(included)}\n\n${text}`);
}

/** Removes what `addInclude` added; deletes the configuration if nothing else is in it. */
export function removeInclude(config: string, included: string): void {
  const text = readIfExists(config);
  if (text === null || !isIncluded(text, included)) return;
  // addInclude also wrote the empty line.
  const rest = text
    .replace(`${MARK}\n`, '')
    .replace(`${lineOf(included)}\n`, '')
    .replace(/^\n/, '');
  if (rest === '') rmSync(config);
  else write(config, rest);
}

// If the configuration is a link, writes the file that it points to.
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
