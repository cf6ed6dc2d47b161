import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeIssue } from './describe-issue';

test.each<[schema: z.ZodType, input: unknown, sentence: string]>([
  [z.string(), 5, 'Send text.'],
  [z.string(), undefined, 'Send text.'],
  [z.number(), '5', 'Send a number.'],
  [z.int(), 1.5, 'Send a whole number.'],
  [z.boolean(), 'yes', 'Send true or false.'],
  [z.array(z.string()), {}, 'Send a list.'],
  [z.object({}), null, 'Send an object.'],
  [z.enum(['User', 'Admin']), 'admin', 'Use one of User, Admin.'],
  [z.literal('User'), 'user', 'Use User.'],
  [z.string().max(3), 'four', 'Use at most 3 characters.'],
  [z.array(z.string()).max(1), ['a', 'b'], 'Use at most 1 items.'],
  [z.number().min(1), 0, 'Use at least 1.'],
  [z.uuid(), 'x', 'Use the id of something that exists.'],
  [z.email(), 'x', 'Send this in another form.'],
  [z.union([z.string(), z.number()]), true, 'Send another value.'],
  [z.string('Enter a name.'), 5, 'Enter a name.'],
])('%# is refused in a sentence', (schema, input, sentence) => {
  expect(schema.safeParse(input, { error: describeIssue }).error?.issues[0]?.message).toBe(sentence);
});
