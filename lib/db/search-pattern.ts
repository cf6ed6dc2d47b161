/** A LIKE pattern for text that contains the query, with its special characters escaped. */
export function searchPattern(query: string): string {
  return `%${query.replace(/[\\%_]/g, '\\$&')}%`;
}
