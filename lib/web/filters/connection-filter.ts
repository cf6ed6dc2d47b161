import { chipsOf, readFilters } from './filters';

/** The filters of the sessions, by their URL parameters. */
const names = ['person', 'target'] as const;
export type ConnectionFilters = Partial<Record<(typeof names)[number], string>>;

const labels = {
  person: (value: string) => `Person: ${value}`,
  target: (value: string) => `Target: ${value}`,
};

/** Reads the filters from URL parameters. */
export function readConnectionFilters(
  params: Record<string, string | string[] | undefined>,
): ConnectionFilters {
  return readFilters(names, params, () => true);
}

/** The input of the use cases that list sessions and their events. */
export function connectionFilterOf({ person, target }: ConnectionFilters) {
  return { ...(person && { personWords: person }), ...(target && { targetWords: target }) };
}

/** The active filters, each with the address of the list without it. */
export function connectionChips(
  filters: ConnectionFilters,
  href: (filters: Record<string, string>) => string,
) {
  return chipsOf(labels, filters, href);
}
