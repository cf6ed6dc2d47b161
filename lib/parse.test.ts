import { expect, test } from 'vitest';
import { z } from 'zod';
import { AccessError } from './core/error';
import { formatPath, parse } from './parse';

const schema = z.object({
  name: z.string().min(1, 'Name it.'),
  list: z.array(z.object({ id: z.string() })).default([]),
});

function refusalOf(input: unknown): AccessError {
  try {
    parse(schema, input);
  } catch (error) {
    if (error instanceof AccessError) return error;
  }
  throw new Error('it was accepted');
}

test('a valid input is transformed by the schema, without unknown fields', () => {
  expect(parse(schema, { name: 'a 🔑', list: [{ id: 'b' }], more: 1 })).toEqual({
    name: 'a 🔑',
    list: [{ id: 'b' }],
  });
});

test('every invalid field has an error, and the message is the first one', () => {
  const error = refusalOf({ name: '', list: [{ id: 'b' }, { id: 5 }] });
  expect(error.code).toBe('invalid');
  expect(error.message).toBe('Name it.');
  expect(error.faults.map(({ path }) => path)).toEqual(['name', 'list[1].id']);
});

test('an input cannot change the prototype of objects', () => {
  const input = JSON.parse(
    '{"name": "a", "list": [{"id": "b", "__proto__": {"isAdmin": true}}], "__proto__": {"isAdmin": true}}',
  );
  const parsed: object = parse(schema, input);
  expect(parsed).toEqual({ name: 'a', list: [{ id: 'b' }] });
  expect('isAdmin' in parsed).toBe(false);
  expect('isAdmin' in {}).toBe(false);
});

test('text that PostgreSQL cannot store is invalid', () => {
  expect(refusalOf({ name: 'a\u0000' }).faults).toEqual([
    { path: 'name', message: 'Remove the characters that cannot be stored.' },
  ]);
  expect(refusalOf({ name: 'a', list: [{ id: '\ud83d' }] }).faults.map(({ path }) => path)).toEqual([
    'list[0].id',
  ]);
});

test.each([undefined, null, 'text', 5, []])('%j is not a valid input', (input) => {
  expect(refusalOf(input).code).toBe('invalid');
});

test('a path is formatted with dots and brackets', () => {
  expect(formatPath(['childPolicies', 0, 'name'])).toBe('childPolicies[0].name');
  expect(formatPath([])).toBe('');
});
