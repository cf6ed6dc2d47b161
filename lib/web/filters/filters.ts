import { oneOf } from './search-param';

/** Reads filters from URL parameters. Ignores invalid values: anyone can type a URL. */
export function readFilters<Name extends string>(
  names: readonly Name[],
  params: Record<string, string | string[] | undefined>,
  isValid: (name: Name, value: string) => boolean,
): Partial<Record<Name, string>> {
  const filters: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = (oneOf(params[name]) ?? '').trim().slice(0, 200);
    if (value && isValid(name, value)) filters[name] = value;
  }
  return filters;
}

/** The active filters by their labels, each with the address of the list without it. */
export function chipsOf<Name extends string>(
  labels: Record<Name, (value: string) => string>,
  filters: Partial<Record<Name, string>>,
  href: (filters: Record<string, string>) => string,
): { label: string; href: string }[] {
  return (Object.keys(labels) as Name[]).flatMap((name) => {
    const value = filters[name];
    const { [name]: _, ...others } = filters as Record<string, string>;
    return value ? [{ label: labels[name](value), href: href(others) }] : [];
  });
}

/** Whether the value is a date in the format of a date field: `2026-11-22`. */
export function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(dayOf(value).getTime());
}

/** The start of a day in UTC. */
export function dayOf(value: string): Date {
  return new Date(`${value}T00:00:00Z`);
}

/** The start of the next day in UTC. */
export function dayAfter(value: string): Date {
  return new Date(dayOf(value).getTime() + 86_400_000);
}
