import { chipsOf, readFilters } from './filters';

/** The filters of the connections, as they stand in an address. */
const names = ['person', 'target'] as const;
export type ConnectionFilters = Partial<Record<(typeof names)[number], string>>;

const words = {
  person: (value: string) => `Who: ${value}`,
  target: (value: string) => `Target: ${value}`,
};

/** The filters that an address names. */
export function readConnectionFilters(
  params: Record<string, string | string[] | undefined>,
): ConnectionFilters {
  return readFilters(names, params, () => true);
}

/** The same for the verb that lists them. */
export function connectionFilterOf({ person, target }: ConnectionFilters) {
  return { ...(person && { personWords: person }), ...(target && { targetWords: target }) };
}

/** The filters that are on, in words, each with the address without it. */
export function connectionChips(
  filters: ConnectionFilters,
  href: (filters: Record<string, string>) => string,
) {
  return chipsOf(words, filters, href);
}
