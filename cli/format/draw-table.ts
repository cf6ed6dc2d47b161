import Table from 'cli-table3';
import { wrapText } from './wrap-text';

/**
 * A column of a table. A `fixed` column is never narrowed, so that its values can be copied; `paint` returns the
 * function that colors the lines of a cell.
 */
export type Column = { head: string; fixed?: boolean; paint?: (cell: string) => (line: string) => string };

/**
 * Draws a table with borders. If it is wider than `maxWidth`, narrows the widest columns first and wraps their cells,
 * between words where possible.
 */
export function drawTable(columns: readonly Column[], rows: readonly string[][], maxWidth: number): string {
  const widths = fit(columns, rows, maxWidth - columns.length * (PADDING + 1) - 1);
  const wrap = (cells: readonly string[]) => cells.map((cell, index) => wrapText(cell, widths[index] ?? 1));
  const table = new Table({
    head: wrap(columns.map(({ head }) => head)),
    colWidths: widths.map((width) => width + PADDING),
    style: { head: [], border: [] },
  });
  table.push(...rows.map((row) => paint(columns, row, wrap(row))));
  return table.toString();
}

function paint(columns: readonly Column[], row: readonly string[], wrapped: readonly string[]): string[] {
  return wrapped.map((cell, index) => {
    const brush = columns[index]?.paint?.(row[index] ?? '');
    return brush ? cell.split('\n').map(brush).join('\n') : cell;
  });
}

const PADDING = 2;
const NARROWEST = 5;
/** Characters. Longer words are broken before other columns get narrower than their words. */
const LONGEST_WORD = 14;

function fit(columns: readonly Column[], rows: readonly string[][], maxWidth: number): number[] {
  const texts = columns.map(({ head }, index) => [head, ...rows.map((row) => row[index] ?? '')]);
  const natural = texts.map((cells) => widest(cells, /\n/));
  const words = texts.map((cells) => Math.min(widest(cells, /\s/), LONGEST_WORD));
  const leasts = [words, words.map(() => NARROWEST)];
  let widths = natural;
  for (const least of leasts)
    widths = narrow(
      widths,
      columns.map(({ fixed }, index) => (fixed ? Number.POSITIVE_INFINITY : (least[index] ?? 0))),
      maxWidth,
    );
  return widths;
}

function narrow(widths: readonly number[], least: readonly number[], maxWidth: number): number[] {
  const narrowed = [...widths];
  while (narrowed.reduce((sum, width) => sum + width, 0) > maxWidth) {
    const yielding = narrowed.map((width, index) => (width > (least[index] ?? 0) ? width : 0));
    const most = Math.max(...yielding);
    if (most === 0) break;
    narrowed[yielding.indexOf(most)] = most - 1;
  }
  return narrowed;
}

function widest(cells: readonly string[], separator: RegExp): number {
  return Math.max(...cells.flatMap((cell) => cell.split(separator).map(({ length }) => length)));
}
