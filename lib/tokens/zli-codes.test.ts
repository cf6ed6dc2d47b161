import { expect, test } from 'vitest';
import { loginMinutes, newUserCode } from './zli-codes';

test('a user code has eight random letters out of twenty, and ten minutes', () => {
  const codes = Array.from({ length: 200 }, newUserCode);
  for (const code of codes) expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
  expect(new Set(codes).size).toBe(codes.length);
  expect(new Set(codes.join('')).size).toBe(21);
  expect(loginMinutes).toBe(10);
});
