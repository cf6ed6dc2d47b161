import { displayWidth, truncate } from './display-width';

/**
 * A column of a table. A `fixed` column is never narrowed, so that its values can be copied; `paint` returns the
 * function that colors a cell.
 */
export type Column = { head: string; fixed?: boolean; paint?: (cell: string) => (text: string) => string };

/**
 * Draws a table with one line a row. On a terminal of `width` columns it has a header and aligned columns; what does not
 * fit is cut with an ellipsis, in the widest columns first. For a file or a program (`width` null) it has the whole values,
 * separated by tabs, and no header.
 */
export function drawTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number | null,
): string {
  const cells = rows.map((row) => columns.map((_, index) => oneLine(row[index] ?? '')));
  if (width === null) return cells.map((row) => row.join('\t')).join('\n');
  const heads = columns.map(({ head }) => head);
  const widths = fit(columns, [heads, ...cells], width - GAP.length * (columns.length - 1));
  const lines = [
    heads.map((head, index) => align(head, widths[index] ?? 0)),
    ...cells.map((row) =>
      row.map((cell, index) => {
        const aligned = align(cell, widths[index] ?? 0);
        return columns[index]?.paint?.(cell)(aligned) ?? aligned;
      }),
    ),
  ];
  return lines.map((line) => line.join(GAP).trimEnd()).join('\n');
}

const GAP = '  ';
/** No column is narrowed further while another is wider than this. */
const COMFORTABLE = 12;
const NARROWEST = 4;

// Tabs separate cells and newlines separate rows, so neither can be part of a value.
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function align(text: string, width: number): string {
  const cut = truncate(text, width);
  return cut + ' '.repeat(width - displayWidth(cut));
}

function fit(columns: readonly Column[], lines: readonly (readonly string[])[], width: number): number[] {
  const natural = columns.map((_, index) =>
    Math.max(...lines.map((line) => displayWidth(line[index] ?? ''))),
  );
  return [COMFORTABLE, NARROWEST].reduce(
    (widths, least) =>
      narrow(
        widths,
        columns.map(({ fixed }) => (fixed ? Number.POSITIVE_INFINITY : least)),
        width,
      ),
    natural,
  );
}

function narrow(widths: readonly number[], least: readonly number[], width: number): number[] {
  const narrowed = [...widths];
  while (narrowed.reduce((sum, one) => sum + one, 0) > width) {
    const yielding = narrowed.map((one, index) => (one > (least[index] ?? 0) ? one : 0));
    const most = Math.max(...yielding);
    if (most === 0) break;
    narrowed[yielding.indexOf(most)] = most - 1;
  }
  return narrowed;
}
