import { cleanName } from '@/lib/core/person-name';

export type Group = { id: string; name: string };

/** A longer id does not fit into an index of PostgreSQL, and is not a name that anybody gave a group. */
const longestId = 500;

/** Keys that providers and SCIM (RFC 7643, 4.1.2) use for the id and for the name of a group. */
const idKeys = ['id', 'value', 'objectId', 'group', 'path', 'name', 'displayName', 'display'];
const nameKeys = ['name', 'displayName', 'display'];

/**
 * Reads a groups claim in every form that providers send: a list of names or objects, also nested; one name or object;
 * a text with separators; a list as JSON in a text. `unread` is how many of its parts name no group.
 */
export function readGroups(claim: unknown): { groups: Group[]; unread: number } {
  const parts = listParts(claim).map(toGroup);
  const groups = new Map(parts.flatMap((group) => (group ? [[group.id, group] as const] : [])));
  return { groups: [...groups.values()], unread: parts.filter((group) => group === null).length };
}

function listParts(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap((part) => (Array.isArray(part) ? listParts(part) : [part]));
  return typeof value === 'string' ? splitText(value) : [value];
}

/**
 * The groups in one text. The first separator that it contains counts, so that names with commas can stand between
 * semicolons, as the distinguished names of LDAP do.
 */
function splitText(text: string): unknown[] {
  const list = text.trim().startsWith('[') ? parseList(text) : null;
  if (list) return listParts(list);
  const isOneDistinguishedName = /^\s*\w+=[^;|\n]*$/.test(text);
  const separator = ['\n', ';', '|', ','].find((each) => text.includes(each));
  const parts = isOneDistinguishedName || !separator ? [text] : text.split(separator);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function parseList(text: string): unknown[] | null {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : null;
  } catch {
    return null;
  }
}

function toGroup(part: unknown): Group | null {
  if (typeof part === 'string') return named(part, part);
  if (typeof part !== 'object' || part === null) return null;
  const id = firstText(part, idKeys);
  return id === undefined ? null : named(id, firstText(part, nameKeys) ?? id);
}

function firstText(object: object, keys: readonly string[]): string | undefined {
  const values = keys.map((key) => (object as Record<string, unknown>)[key]);
  return values.find((value): value is string => typeof value === 'string' && value.trim() !== '');
}

/** A group, or null for an id that can't be stored: PostgreSQL has no NUL in a text. */
function named(id: string, name: string): Group | null {
  if (id.trim() === '' || id.includes('\0') || id.length > longestId) return null;
  return { id, name: cleanName(name) || cleanName(id) || 'unnamed' };
}
