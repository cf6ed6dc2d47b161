/** Words as one line that a POSIX shell takes apart into the same words again; quoted only where that needs it. */
export function shellLine(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : shellQuote(word))).join(' ');
}

/** A text as one word of a POSIX shell, whatever characters are in it. Throws on NUL, which no word can have. */
export function shellQuote(text: string): string {
  if (text.includes('\0')) throw new Error('a word of a shell can’t have NUL in it');
  return `'${text.replaceAll("'", "'\\''")}'`;
}
