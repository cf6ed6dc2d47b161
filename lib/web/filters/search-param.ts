export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** One parameter of an address; of several, the first. */
export function oneOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** The number of a page from an address; 1 when it is none. */
export function pageOf(value: string | string[] | undefined): number {
  const page = Number(oneOf(value));
  return Number.isInteger(page) && page >= 1 && page < 1_000_000 ? page : 1;
}
