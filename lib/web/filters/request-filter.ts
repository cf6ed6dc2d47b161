import { chipsOf, dayAfter, dayOf, isDay, readFilters } from './filters';

/** The filters of requests, as they stand in an address. */
const names = ['person', 'target', 'environment', 'policy', 'how', 'from', 'to'] as const;
type RequestFilterName = (typeof names)[number];
export type RequestFilters = Partial<Record<RequestFilterName, string>>;

const words: Record<RequestFilterName, (value: string) => string> = {
  person: (value) => `Who: ${value}`,
  target: (value) => `Target: ${value}`,
  environment: (value) => `Environment: ${value}`,
  policy: (value) => `Policy: ${value}`,
  how: (value) => (value === 'automatic' ? 'Approved automatically' : 'By an admin’s decision'),
  from: (value) => `From ${value}`,
  to: (value) => `Until ${value}`,
};

/** The filters that an address names. */
export function readRequestFilters(params: Record<string, string | string[] | undefined>): RequestFilters {
  return readFilters(names, params, makesSense);
}

/** The same for the verb that lists requests. Days are of UTC, as the form says. */
export function requestFilterOf({ how, from, to, ...rest }: RequestFilters) {
  return {
    ...rest,
    ...(how && { automatic: how === 'automatic' }),
    ...(from && { from: dayOf(from) }),
    ...(to && { before: dayAfter(to) }),
  };
}

/** The filters that are on, in words, each with the address of the list without it. */
export function requestChips(filters: RequestFilters, href: (filters: Record<string, string>) => string) {
  return chipsOf(words, filters, href);
}

function makesSense(name: RequestFilterName, value: string): boolean {
  if (name === 'how') return value === 'automatic' || value === 'admin';
  return (name !== 'from' && name !== 'to') || isDay(value);
}
