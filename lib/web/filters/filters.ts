import { isTimeZone, startOfDay, startOfNextDay } from './local-day';
import { oneOf } from './search-param';

/** Reads filters from URL parameters. Ignores invalid values, because anyone can type a URL, and a zone without days. */
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
  const { zone: _, ...others } = filters as Record<string, string>;
  return 'from' in filters || 'to' in filters ? filters : (others as typeof filters);
}

/** The active filters by their labels, each with the address of the list without it. */
export function chipsOf<Name extends string>(
  labels: Record<Name, (value: string) => string>,
  filters: Partial<Record<Name | 'zone', string>>,
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
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`));
}

/** A range of days as the address has it: both days count, in the zone of the reader who chose them. */
export type DayRange = { from?: string; to?: string; zone?: string };

/** The times between which a range is, without the end itself. Days without a zone are in UTC. */
export function timesOf({ from, to, zone = 'UTC' }: DayRange): { from?: Date; before?: Date } {
  return {
    ...(from && { from: startOfDay(from, zone) }),
    ...(to && { before: startOfNextDay(to, zone) }),
  };
}

/** Whether a part of a range is valid. */
export function isRangePart(name: 'from' | 'to' | 'zone', value: string): boolean {
  return name === 'zone' ? isTimeZone(value) : isDay(value);
}
