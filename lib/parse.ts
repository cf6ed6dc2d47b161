import type { z } from 'zod';
import { AccessError } from '@/lib/core/error';

/**
 * Parses an input at the door of a verb. Throws `invalid` with one fault for each thing that is wrong,
 * its path written as people read it: `childPolicies[0].name`.
 */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => ({ path: sayPath(issue.path), message: issue.message }));
  throw new AccessError('invalid', faults[0]?.message ?? 'The input is not valid.', { faults });
}

/** A path into an input as people write it. */
export function sayPath(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}
