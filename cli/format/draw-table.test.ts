import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth, truncate } from './display-width';
import { drawTable } from './draw-table';

const columns = [{ head: 'Id', fixed: true }, { head: 'Target' }, { head: 'Reason' }];
const reason = 'The disk is full '.repeat(60);
const rows = [
  ['0b51c3de', 'prod-web.prod', reason],
  ['0b51ffff', 'orders-db.prod', 'Two\nlines\tand a tab'],
];

test('a row is one line that fits the terminal; a long value ends with an ellipsis', () => {
  const lines = drawTable(columns, rows, 60).split('\n');
  expect(lines).toEqual([
    'Id        Target          Reason',
    '0b51c3de  prod-web.prod   The disk is full The disk is full…',
    '0b51ffff  orders-db.prod  Two lines and a tab',
  ]);
});

test('a fixed column is never cut, and others are cut as little as possible', () => {
  const [, row] = drawTable(columns, rows, 24).split('\n');
  expect(row).toBe('0b51c3de  prod-…  The d…');
});

test('for a program, a row is its whole values, separated by tabs, without a header', () => {
  expect(drawTable(columns, rows, null)).toBe(
    `0b51c3de\tprod-web.prod\t${reason.trim()}\n0b51ffff\torders-db.prod\tTwo lines and a tab`,
  );
});

test('color does not change the alignment', () => {
  const painted = { head: 'Access', paint: () => (text: string) => `<${text}>` };
  expect(drawTable([painted, { head: 'Left' }], [['yes', '5 min']], 80)).toBe(
    'Access  Left\n<yes   >  5 min',
  );
});

test('wide characters count as two columns, and a combined character as one', () => {
  expect(['web', '東京', 'é', '👩‍💻'].map(displayWidth)).toEqual([3, 4, 1, 2]);
  expect(truncate('東京都', 5)).toBe('東京…');
  expect(truncate('東京都', 4)).toBe('東…');
});

test('whatever names are made of, no line is wider than the terminal', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), { maxLength: 5 }),
      fc.integer({ min: 20, max: 120 }),
      (pairs, width) => {
        const drawn = drawTable([{ head: 'Name' }, { head: 'Reason' }], pairs, width).split('\n');
        expect(drawn).toHaveLength(pairs.length + 1);
        for (const line of drawn) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      },
    ),
  );
});
