import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { EnvError, loadEnv } from '@/lib/env';
import { root } from './source-text';

/** Set by the start scripts, never by an operator. */
const internal = ['NODE_ENV'];

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const unique = (names: Iterable<string>) => [...new Set(names)].sort();
const match = (text: string, pattern: RegExp) =>
  unique([...text.matchAll(pattern)].map(([, name = '']) => name));

const documented = match(tableOf(read('docs/operate.md')), /`([A-Z][A-Z_]+)`/g);
const example = read('.env.example');

test('the code reads the variables of docs/operate.md and no others', () => {
  const named = match(read('lib/env.ts'), /\b([A-Z]+(?:_[A-Z]+)+|PORT|WORKER)\b/g);
  expect(named.filter((name) => !internal.includes(name))).toEqual(documented);
});

test('.env.example lists the variables of docs/operate.md and no others', () => {
  expect(match(example, /^#?([A-Z][A-Z_]+)=/gm)).toEqual(documented);
});

test('a copy of .env.example is refused until its secrets are filled in', () => {
  const values = { NODE_ENV: 'production' as const, ...parseEnv(example) };
  expect(() => loadEnv(values)).toThrow(EnvError);
  const filled = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value || 'x'.repeat(32)]),
  );
  const key = Buffer.alloc(32).toString('base64');
  expect(
    loadEnv({ ...filled, NODE_ENV: 'production', ENCRYPTION_KEYS: `k1:${key}` }).publicUrl.hostname,
  ).toBe('access.example.com');
});

/** The first column of the table of variables. */
function tableOf(page: string): string {
  const [, table = ''] = page.split('| variable |');
  const [rows = ''] = table.split('\n\n');
  return rows
    .split('\n')
    .map((row) => row.split(' | ')[0])
    .join('\n');
}
