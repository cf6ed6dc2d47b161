import { shellQuote } from '@/lib/ssh/shell-quote';

/** Words as one line that a POSIX shell takes apart into the same words again. */
export function quoteForShell(words: readonly string[]): string {
  return words.map(quoteWord).join(' ');
}

function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : shellQuote(word);
}

/** A path as a value in ssh's configuration, where % begins a token and a blank ends the value. */
export function quoteForSshConfig(path: string): string {
  return `"${path.replaceAll('%', '%%')}"`;
}
