import { expect, test } from 'vitest';
import { useDatabase } from '@/test/use-database';
import { sessionOptions } from './options';

useDatabase();

test('the token of a session is 256 random bits, not a UUID', async () => {
  const { generateSessionToken } = sessionOptions().session ?? {};
  const tokens = await Promise.all(Array.from({ length: 100 }, () => generateSessionToken?.()));
  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
});
