import { chipsOf, isRangePart, readFilters, timesOf } from './filters';

/** The filters of requests, by their URL parameters. */
const names = ['person', 'target', 'environment', 'policy', 'how', 'from', 'to', 'zone'] as const;
type RequestFilterName = (typeof names)[number];
export type RequestFilters = Partial<Record<RequestFilterName, string>>;

const labels: Record<Exclude<RequestFilterName, 'zone'>, (value: string) => string> = {
  person: (value) => `Requester: ${value}`,
  target: (value) => `Target: ${value}`,
  environment: (value) => `Environment: ${value}`,
  policy: (value) => `Policy: ${value}`,
  how: (value) => (value === 'automatic' ? 'Approved automatically' : 'Decided by an admin'),
  from: (value) => `From ${value}`,
  to: (value) => `Until ${value}`,
};

/** Reads the filters from URL parameters. */
export function readRequestFilters(params: Record<string, string | string[] | undefined>): RequestFilters {
  return readFilters(names, params, isValid);
}

/** The input of `listRequests`. */
export function requestFilterOf({ how, from, to, zone, ...rest }: RequestFilters) {
  return {
    ...rest,
    ...(how && { automatic: how === 'automatic' }),
    ...timesOf({ ...(from && { from }), ...(to && { to }), ...(zone && { zone }) }),
  };
}

/** The active filters, each with the address of the list without it. */
export function requestChips(filters: RequestFilters, href: (filters: Record<string, string>) => string) {
  return chipsOf(labels, filters, href);
}

function isValid(name: RequestFilterName, value: string): boolean {
  if (name === 'how') return value === 'automatic' || value === 'admin';
  return name === 'from' || name === 'to' || name === 'zone' ? isRangePart(name, value) : true;
}
