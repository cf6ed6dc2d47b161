import type { InputError } from '@/lib/core/error';
import type { Entry } from './check-shape';

/** Finds what a file names; `spoilt` is what is in the file but wrong itself, which was told there. */
export type Lookup<T> = (name: string) => { item: T } | { fault: string } | 'spoilt';

/** Looks up a list of names that stands at `path`: each thing once, and a fault for each that is not found. */
export function lookupAll<T>(
  names: readonly string[],
  path: string,
  lookUp: Lookup<T>,
): { items: T[]; faults: InputError[] } {
  const items = new Set<T>();
  const faults: InputError[] = [];
  names.forEach((name, index) => {
    const found = lookUp(name);
    if (found === 'spoilt') return;
    if ('item' in found) items.add(found.item);
    else faults.push({ path: `${path}[${index}]`, message: found.fault });
  });
  return { items: [...items], faults };
}

/** Looks things up by a name that only one of them has. */
export function lookupIn<T>(
  what: string,
  byName: ReadonlyMap<string, T>,
  spoilt: ReadonlySet<string>,
): Lookup<T> {
  return (name) => {
    const item = byName.get(name);
    if (item !== undefined) return { item };
    return spoilt.has(name) ? 'spoilt' : { fault: `there is no ${what} "${name}"` };
  };
}

/** A thing stands in a file once: each further time is a fault, at the key that names it. */
export function faultsOfRepeats<T>(
  entries: readonly Entry<T>[],
  key: string,
  nameOf: (value: T) => string,
): InputError[] {
  const first = new Map<string, string>();
  return entries.flatMap(({ path, value }) => {
    const name = nameOf(value);
    const before = first.get(name);
    if (before === undefined) first.set(name, path);
    return before === undefined ? [] : [{ path: `${path}.${key}`, message: `is the same as ${before}` }];
  });
}
