import { oneOf } from './search-param';

/** The filters of requests, as they stand in an address. */
const names = ['person', 'target', 'environment', 'policy', 'how', 'from', 'to'] as const;
export type RequestFilterName = (typeof names)[number];
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

/** The filters that an address names. What makes no sense is none: an address may be typed by anybody. */
export function readRequestFilters(params: Record<string, string | string[] | undefined>): RequestFilters {
  const filters: RequestFilters = {};
  for (const name of names) {
    const value = (oneOf(params[name]) ?? '').trim().slice(0, 200);
    if (value && makesSense(name, value)) filters[name] = value;
  }
  return filters;
}

/** The same for the verb that lists requests. Days are of UTC, as the form says. */
export function requestFilterOf({ how, from, to, ...rest }: RequestFilters) {
  return {
    ...rest,
    ...(how && { automatic: how === 'automatic' }),
    ...(from && { from: dayOf(from) }),
    ...(to && { before: new Date(dayOf(to).getTime() + 86_400_000) }),
  };
}

/** The filters that are on, in words, each with the address of the list without it. */
export function requestChips(
  filters: RequestFilters,
  href: (filters: RequestFilters) => string,
): { label: string; href: string }[] {
  return names.flatMap((name) => {
    const value = filters[name];
    const { [name]: _, ...others } = filters;
    return value ? [{ label: words[name](value), href: href(others) }] : [];
  });
}

function makesSense(name: RequestFilterName, value: string): boolean {
  if (name === 'how') return value === 'automatic' || value === 'admin';
  if (name !== 'from' && name !== 'to') return true;
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(dayOf(value).getTime());
}

function dayOf(value: string): Date {
  return new Date(`${value}T00:00:00Z`);
}
