/** Joins words into a command line that a POSIX shell splits into the same words. Quotes only where needed. */
export function shellLine(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : shellQuote(word))).join(' ');
}

/** Quotes any text as one word of a POSIX shell. Throws on NUL, which no word can contain. */
export function shellQuote(text: string): string {
  if (text.includes('\0')) throw new Error('a shell word cannot contain NUL');
  return `'${text.replaceAll("'", "'\\''")}'`;
}
