import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// docs/asvs.md is checked here, so that it stays true when tests are renamed or removed.

const root = join(import.meta.dirname, '..');

/** Levels 1 and 2 of ASVS 5.0: for each section, its requirements of these levels. */
const sections: Record<string, number[]> = {
  ...{ '1.1': [1, 2], '1.2': to(9), '1.3': to(11), '1.4': to(3), '1.5': to(2) },
  ...{ '2.1': to(3), '2.2': to(3), '2.3': to(4), '2.4': [1] },
  ...{ '3.2': to(2), '3.3': to(4), '3.4': to(6), '3.5': to(5), '3.7': to(2) },
  ...{ '4.1': to(3), '4.2': [1], '4.3': to(2), '4.4': to(4) },
  ...{ '5.1': [1], '5.2': to(3), '5.3': to(2), '5.4': to(3) },
  ...{ '6.1': to(3), '6.2': to(12), '6.3': to(4), '6.4': to(4), '6.5': to(5), '6.6': to(3), '6.8': to(4) },
  ...{ '7.1': to(3), '7.2': to(4), '7.3': to(2), '7.4': to(5), '7.5': to(2), '7.6': to(2) },
  ...{ '8.1': to(2), '8.2': to(3), '8.3': [1], '8.4': [1], '9.1': to(3), '9.2': to(4) },
  ...{
    '10.1': to(2),
    '10.2': to(2),
    '10.3': to(4),
    '10.4': to(11),
    '10.5': to(5),
    '10.6': to(2),
    '10.7': to(3),
  },
  ...{ '11.1': to(2), '11.2': to(3), '11.3': to(3), '11.4': to(4), '11.5': [1], '11.6': [1] },
  ...{ '12.1': to(3), '12.2': to(2), '12.3': to(4) },
  ...{ '13.1': [1], '13.2': to(5), '13.3': to(2), '13.4': to(5) },
  ...{ '14.1': to(2), '14.2': to(4), '14.3': to(3), '15.1': to(3), '15.2': to(3), '15.3': to(7) },
  ...{ '16.1': [1], '16.2': to(5), '16.3': to(4), '16.4': to(3), '16.5': to(3) },
  ...{ '17.1': [1], '17.2': to(4), '17.3': to(2) },
};

function to(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

type Row = { id: string; shownBy: string };

function rowsOf(text: string): Row[] {
  return [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| [^|]+ \| ([^|]+) \|$/gm)].map(
    ([, id = '', shownBy = '']) => ({
      id,
      shownBy,
    }),
  );
}

const statement = /^(Not applicable|Library|Documented|Operator|Not met): \S/;

/** What is wrong with a row, or null. */
function faultOf({ shownBy }: Row): string | null {
  if (statement.test(shownBy)) return null;
  const [, file = '', name = ''] = /^`([^`]+)`: (.+)$/.exec(shownBy) ?? [];
  if (!/\.(test|spec)\.ts$/.test(file) || !existsSync(join(root, file))) return 'names no test file';
  const source = readFileSync(join(root, file), 'utf8');
  const isThere = [`'${name}'`, `"${name}"`, `\`${name}\``].some((title) => source.includes(title));
  return isThere ? null : `"${name}" is no test of ${file}`;
}

const rows = rowsOf(readFileSync(join(root, 'docs/asvs.md'), 'utf8'));

test('every requirement of levels 1 and 2 is a row, once and in order', () => {
  const ids = Object.entries(sections).flatMap(([section, numbers]) => numbers.map((n) => `${section}.${n}`));
  expect(rows.map(({ id }) => id)).toEqual(ids);
});

test('every row names a test that exists, or says why there is none', () => {
  const faults = rows.map((row) => ({ id: row.id, fault: faultOf(row) }));
  expect(faults.filter(({ fault }) => fault !== null)).toEqual([]);
});

test('a wrong row is found', () => {
  const shown = (shownBy: string) => faultOf({ id: '1.1.1', shownBy });
  expect(shown('`test/gone.test.ts`: a test')).toBe('names no test file');
  expect(shown('`lib/parse.ts`: parse')).toBe('names no test file');
  expect(shown('`lib/parse.test.ts`: no such test')).toBe('"no such test" is no test of lib/parse.test.ts');
  expect(shown('we are careful')).toBe('names no test file');
  expect(shown('Not met: ')).toBe('names no test file');
});
