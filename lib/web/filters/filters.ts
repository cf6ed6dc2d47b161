import { oneOf } from './search-param';

/** The filters that an address names. What makes no sense is none: an address may be typed by anybody. */
export function readFilters<Name extends string>(
  names: readonly Name[],
  params: Record<string, string | string[] | undefined>,
  makesSense: (name: Name, value: string) => boolean,
): Partial<Record<Name, string>> {
  const filters: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = (oneOf(params[name]) ?? '').trim().slice(0, 200);
    if (value && makesSense(name, value)) filters[name] = value;
  }
  return filters;
}

/** The filters that are on, in words, each with the address of the list without it. */
export function chipsOf<Name extends string>(
  words: Record<Name, (value: string) => string>,
  filters: Partial<Record<Name, string>>,
  href: (filters: Record<string, string>) => string,
): { label: string; href: string }[] {
  return (Object.keys(words) as Name[]).flatMap((name) => {
    const value = filters[name];
    const { [name]: _, ...others } = filters as Record<string, string>;
    return value ? [{ label: words[name](value), href: href(others) }] : [];
  });
}

/** Is this a day, as the browser's date fields write one? */
export function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(dayOf(value).getTime());
}

/** The beginning of a day of UTC, as the filters say. */
export function dayOf(value: string): Date {
  return new Date(`${value}T00:00:00Z`);
}

/** The beginning of the day after. */
export function dayAfter(value: string): Date {
  return new Date(dayOf(value).getTime() + 86_400_000);
}
