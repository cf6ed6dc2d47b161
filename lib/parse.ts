import type { z } from 'zod';
import { AccessError } from '@/lib/core/error';
import { describeIssue } from '@/lib/describe-issue';

/**
 * Parses the input of a use case. Throws `invalid` with an error for each invalid field, by its path:
 * `childPolicies[0].name`.
 */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input, { error: describeIssue });
  const issues = result.error?.issues ?? findUnstorable(result.data);
  if (issues.length === 0) return result.data as z.output<S>;
  const faults = issues.map((issue) => ({ path: formatPath(issue.path), message: issue.message }));
  throw new AccessError('invalid', faults[0]?.message ?? 'The input is not valid.', { faults });
}

/** A path into an input as text: `childPolicies[0].name`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

type Issue = { path: readonly PropertyKey[]; message: string };

// PostgreSQL rejects NUL in text, and lone surrogates in JSON, which a text cut in the middle of an emoji ends with.
function findUnstorable(value: unknown, path: readonly PropertyKey[] = []): Issue[] {
  if (typeof value === 'string') {
    const isStorable = !value.includes('\u0000') && !/\p{Surrogate}/u.test(value);
    return isStorable ? [] : [{ path, message: 'Remove the characters that cannot be stored.' }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => findUnstorable(item, [...path, index]));
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, item]) => findUnstorable(item, [...path, key]));
}
