import { shellLine } from '@/lib/core/target/shell-word';

/**
 * Writes a command as one line for the shell on a server. Several words are quoted; a single word is a shell command
 * line and stays as it is, as in `ssh HOST 'ls | wc -l'`.
 */
export function writeRemoteCommand(words: readonly string[]): string {
  const [line = '', ...more] = words;
  return more.length === 0 ? line : shellLine(words);
}

/** Quotes a path for ssh's configuration, where % starts a token and a space ends the value. */
export function quoteForSshConfig(path: string): string {
  return `"${path.replaceAll('%', '%%')}"`;
}
