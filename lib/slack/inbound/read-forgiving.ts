import type { z } from 'zod';

/** What was read of a value: null if a required part of it can't be read. `unread` has the paths of what can't. */
type Read<T> = { data: T | null; unread: string[] };

// Each costs one more reading of the whole.
const mostUnread = 20;

/**
 * Reads a value with a schema, without the parts that the schema refuses: an optional part counts as absent, and a part
 * that lacks something required is left out as a whole. Changes the value.
 */
export function readForgiving<T>(schema: z.ZodType<T>, value: unknown): Read<T> {
  const unread: string[] = [];
  for (let count = 0; count < mostUnread; count++) {
    const { data, error } = schema.safeParse(value);
    if (!error) return { data, unread };
    const path = error.issues[0]?.path ?? [];
    note(unread, nameOf(path));
    if (!remove(value, path)) break;
  }
  return { data: null, unread };
}

/** Adds a path, unless it is there, or is missing only because something inside it can't be read. */
function note(unread: string[], path: string): void {
  const isKnown = (each: string) => path === '' || each === path || each.startsWith(`${path}.`);
  if (!unread.some(isKnown)) unread.push(path || 'payload');
}

/** Removes what is at a path or, where nothing is, what should have it. False if that is everything. */
function remove(value: unknown, path: readonly PropertyKey[]): boolean {
  const key = path.at(-1);
  if (key === undefined) return false;
  const parent = path.slice(0, -1).reduce<unknown>((at, each) => Reflect.get(Object(at), each), value);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (Object.hasOwn(Object(parent), key)) Reflect.deleteProperty(Object(parent), key);
  else return remove(value, path.slice(0, -1));
  return true;
}

/** A path as text. Keys that aren't names of Slack's fields or ours are hidden: people can have typed them. */
function nameOf(path: readonly PropertyKey[]): string {
  return path.map((key) => (/^[a-z_-]{1,40}$/.test(String(key)) ? String(key) : '*')).join('.');
}
