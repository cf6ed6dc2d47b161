export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The value of a URL parameter; the first one of several. */
export function oneOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** The page number in a URL parameter; 1 where it is missing or invalid. */
export function pageOf(value: string | string[] | undefined): number {
  const page = Number(oneOf(value));
  return Number.isInteger(page) && page >= 1 && page < 1_000_000 ? page : 1;
}
