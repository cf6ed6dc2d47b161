import { shellLine } from '@/lib/core/target/shell-word';

/**
 * A command as one line for the shell on a server: several words stay the words that they are, a single one is
 * a line of shell as it stands, as in `ssh HOST 'ls | wc -l'`.
 */
export function writeRemoteCommand(words: readonly string[]): string {
  const [line = '', ...more] = words;
  return more.length === 0 ? line : shellLine(words);
}

/** A path as a value in ssh's configuration, where % begins a token and a blank ends the value. */
export function quoteForSshConfig(path: string): string {
  return `"${path.replaceAll('%', '%%')}"`;
}
