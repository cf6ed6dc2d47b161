import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';

/** A column of a table; a `fixed` one is never narrowed, so that what is in it can be copied whole. */
export type Column = { head: string; fixed?: boolean };

/**
 * A table in boxes, no wider than asked: the widest columns give way first, and what does not fit goes on
 * in the next line, so nothing is lost.
 */
export function drawTable(columns: readonly Column[], rows: readonly string[][], maxWidth: number): string {
  const natural = columns.map(({ head }, index) => {
    const cells = rows.map((row) => widthOf(row[index] ?? ''));
    return Math.max(head.length, ...cells);
  });
  const table = new Table({
    head: columns.map(({ head }) => head),
    colWidths: narrow(natural, columns, maxWidth).map((width) => width + PADDING),
    wordWrap: true,
    wrapOnWordBoundary: false,
    style: { head: [], border: [] },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

const PADDING = 2;
const NARROWEST = 6;

function narrow(natural: readonly number[], columns: readonly Column[], maxWidth: number): number[] {
  const widths = [...natural];
  const borders = columns.length * (PADDING + 1) + 1;
  const total = () => widths.reduce((sum, width) => sum + width, borders);
  while (total() > maxWidth) {
    const yielding = widths.map((width, index) => (columns[index]?.fixed ? 0 : width));
    const widest = Math.max(...yielding);
    if (widest <= NARROWEST) break;
    widths[yielding.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function widthOf(cell: string): number {
  return Math.max(...cell.split('\n').map((line) => stripVTControlCharacters(line).length));
}
