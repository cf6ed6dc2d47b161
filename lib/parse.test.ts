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

test('what is good comes out as the schema says, unknown fields left out', () => {
  expect(parse(schema, { name: 'a 🔑', list: [{ id: 'b' }], more: 1 })).toEqual({
    name: 'a 🔑',
    list: [{ id: 'b' }],
  });
});

test('every fault is told at its field, the first one in front', () => {
  const error = refusalOf({ name: '', list: [{ id: 'b' }, { id: 5 }] });
  expect(error.code).toBe('invalid');
  expect(error.message).toBe('Name it.');
  expect(error.faults.map(({ path }) => path)).toEqual(['name', 'list[1].id']);
});

test('what PostgreSQL cannot store is refused at the door', () => {
  expect(refusalOf({ name: 'a\u0000' }).faults).toEqual([
    { path: 'name', message: 'This has a character in it that cannot be stored.' },
  ]);
  expect(refusalOf({ name: 'a', list: [{ id: '\ud83d' }] }).faults.map(({ path }) => path)).toEqual([
    'list[0].id',
  ]);
});

test.each([undefined, null, 'text', 5, []])('%j is no input', (input) => {
  expect(refusalOf(input).code).toBe('invalid');
});

test('a path reads as people write it', () => {
  expect(formatPath(['childPolicies', 0, 'name'])).toBe('childPolicies[0].name');
  expect(formatPath([])).toBe('');
});
