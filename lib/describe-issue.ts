import type { z } from 'zod';

/** What a schema accepts, by its name in zod. */
const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a time',
};

/** What is wrong with a value, in a sentence. A schema that has a sentence of its own uses that one. */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Send ${kinds[issue.expected] ?? 'another value'}.`;
    case 'invalid_value':
      return `Use ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}.`;
    case 'too_big':
      return `Use at most ${issue.maximum}${unitOf(issue.origin)}.`;
    case 'too_small':
      return `Use at least ${issue.minimum}${unitOf(issue.origin)}.`;
    case 'invalid_format':
      return issue.format === 'uuid' ? 'Use the id of something that exists.' : 'Send this in another form.';
    default:
      return 'Send another value.';
  }
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' || origin === 'set' ? ' items' : '';
}
