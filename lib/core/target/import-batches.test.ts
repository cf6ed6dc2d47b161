import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeBatches } from './import-batches';

const row = (line: number, way?: string) => ({ line, name: `server-${line}`, environment: 'prod', way });
const linesOf = (...args: Parameters<typeof makeBatches>) =>
  makeBatches(...args).map((batch) => batch.map(({ line }) => line));

test('rows without a way are divided in their order', () => {
  expect(
    linesOf(
      [2, 3, 4, 5, 6].map((line) => row(line)),
      2,
    ),
  ).toEqual([[2, 3], [4, 5], [6]]);
  expect(linesOf([], 2)).toEqual([]);
});

test('a server that a way names comes along, by its name with and without the environment, also over another one', () => {
  const rows = [row(2, 'server-6'), row(3), row(4), row(5), row(6, 'server-7.prod'), row(7)];
  expect(linesOf(rows, 3)).toEqual([
    [2, 6, 7],
    [3, 4, 5],
    [6, 7],
  ]);
});

test('servers that name each other end', () => {
  expect(linesOf([row(2, 'server-3'), row(3, 'server-2')], 1)).toEqual([
    [2, 3],
    [2, 3],
  ]);
});

test('every row is in a batch with every row that it needs', () => {
  const ways = fc.array(
    fc.option(
      fc.nat(12).map((n) => `server-${n}`),
      { nil: undefined },
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(ways, fc.integer({ min: 1, max: 5 }), (all, size) => {
      const rows = all.map((way, index) => row(index, way));
      const batches = makeBatches(rows, size);
      for (const one of rows) {
        const needed = rows.find(({ name }) => name === one.way);
        expect(batches.some((batch) => batch.includes(one) && (!needed || batch.includes(needed)))).toBe(
          true,
        );
      }
    }),
  );
});
