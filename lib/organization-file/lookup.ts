import type { InputError } from '@/lib/core/error';
import type { Entry } from './check-shape';

/** Finds an item by the name that a file refers to it by. `invalid` is an item of the file with its own error. */
export type Lookup<T> = (name: string) => { item: T } | { error: string } | 'invalid';

/** Looks up a list of names at `path`. Returns each item once, and an error for each name that is not found. */
export function lookupAll<T>(
  names: readonly string[],
  path: string,
  lookUp: Lookup<T>,
): { items: T[]; faults: InputError[] } {
  const items = new Set<T>();
  const faults: InputError[] = [];
  names.forEach((name, index) => {
    const found = lookUp(name);
    if (found === 'invalid') return;
    if ('item' in found) items.add(found.item);
    else faults.push({ path: `${path}[${index}]`, message: found.error });
  });
  return { items: [...items], faults };
}

/** Looks up items by a unique name. `noun` is what an item is called in errors. */
export function lookupIn<T>(
  noun: string,
  byName: ReadonlyMap<string, T>,
  invalidNames: ReadonlySet<string>,
): Lookup<T> {
  return (name) => {
    const item = byName.get(name);
    if (item !== undefined) return { item };
    return invalidNames.has(name) ? 'invalid' : { error: `${noun} "${name}" not found` };
  };
}

/** An error for each repeated item, at the key of its name. */
export function findDuplicates<T>(
  entries: readonly Entry<T>[],
  key: string,
  nameOf: (value: T) => string,
): InputError[] {
  const first = new Map<string, string>();
  return entries.flatMap(({ path, value }) => {
    const name = nameOf(value);
    const before = first.get(name);
    if (before === undefined) first.set(name, path);
    return before === undefined ? [] : [{ path: `${path}.${key}`, message: `duplicates ${before}` }];
  });
}
