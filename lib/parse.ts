import type { z } from 'zod';
import { AccessError } from '@/lib/core/error';

/**
 * Parses an input at the door of a verb. Throws `invalid` with one fault for each thing that is wrong,
 * its path written as people read it: `childPolicies[0].name`.
 */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  const issues = result.error?.issues ?? unstorable(result.data);
  if (issues.length === 0) return result.data as z.output<S>;
  const faults = issues.map((issue) => ({ path: formatPath(issue.path), message: issue.message }));
  throw new AccessError('invalid', faults[0]?.message ?? 'The input is not valid.', { faults });
}

/** A path into an input as people write it. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

type Issue = { path: readonly PropertyKey[]; message: string };

// PostgreSQL refuses the character 0, and JSON in it refuses halves of characters, as a text cut in the
// middle of an emoji has at its end.
function unstorable(value: unknown, path: readonly PropertyKey[] = []): Issue[] {
  if (typeof value === 'string') {
    const isGood = !value.includes('\u0000') && !/\p{Surrogate}/u.test(value);
    return isGood ? [] : [{ path, message: 'This has a character in it that cannot be stored.' }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => unstorable(item, [...path, index]));
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, item]) => unstorable(item, [...path, key]));
}
