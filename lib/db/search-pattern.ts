/** The pattern of LIKE that finds words anywhere in a text, whatever signs are in them. */
export function anywhere(words: string): string {
  return `%${words.replace(/[\\%_]/g, '\\$&')}%`;
}
