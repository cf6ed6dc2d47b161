import { parse } from 'csv-parse/browser/esm/sync';

/** One row of a CSV file: its cells, or why they can't be told apart. `line` is where it starts, from 1. */
export type CsvLine = { line: number } & ({ cells: string[] } | { problem: string });

/** The most lines that one quoted cell can have. */
const longestCell = 100;

/**
 * Splits CSV into rows. Each row is read alone, so that a stray quotation mark costs its own row and not the rest of
 * the file. A quoted cell can contain line breaks. Rows without any text are left out.
 */
export function splitLines(lines: readonly string[], separator: string, first: number): CsvLine[] {
  const rows: CsvLine[] = [];
  for (let at = 0; at < lines.length; ) {
    const { cells, count } = readFrom(lines, at, separator);
    const line = first + at;
    if (!cells) rows.push({ line, problem: 'a quotation mark is missing or is one too many.' });
    else if (cells.some((cell) => cell !== '')) rows.push({ line, cells });
    at += count;
  }
  return rows;
}

/** The row that starts at a line, and how many lines it has; `cells` is null if the quotation marks don't match. */
function readFrom(lines: readonly string[], at: number, separator: string) {
  for (let count = 1; count <= longestCell && at + count <= lines.length; count++) {
    const text = lines.slice(at, at + count).join('\n');
    if (text.trim() === '') return { cells: [], count };
    // A cell that is still open has an odd number of quotation marks.
    if (text.split('"').length % 2 === 0) continue;
    try {
      const rows: string[][] = parse(text, { delimiter: separator, trim: true, record_delimiter: '\0' });
      return { cells: (rows[0] ?? []).map((cell) => cell.trim()), count };
    } catch {
      break;
    }
  }
  return { cells: null, count: 1 };
}
