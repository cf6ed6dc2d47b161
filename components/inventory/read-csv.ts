import {
  type ImportColumn,
  type ImportRow,
  parseImportColumn,
  requiredColumns,
} from '@/lib/core/target/target-import';
import { decodeFile } from './decode-file';
import { type CsvLine, splitLines } from './split-lines';

const advice =
  'Choose a CSV file in UTF-8: a text file whose first line names the columns, such as the template.';

/** The most rows of a file. */
const mostRows = 20_000;

/**
 * The rows of a CSV file with a header line, or what is wrong with the file as a whole. A row that does not fit the
 * columns has a `problem` and no cells. `ignored` are the columns that the import does not know.
 */
export function readCsv(bytes: Uint8Array): { rows: ImportRow[]; ignored: string[] } | { problem: string } {
  const decoded = decodeFile(bytes);
  if ('problem' in decoded) return decoded;
  const lines = decoded.text.split(/\r\n|\r|\n/);
  if (lines.every((line) => line.trim() === '')) return { problem: `This file is empty. ${advice}` };
  // The first line of files for Excel can name the separator.
  const named = /^\s*"?sep=(.)"?[,;\t]*\s*$/i.exec(lines[0] ?? '')?.[1];
  const first = named === undefined ? 0 : 1;
  const separator = named ?? findSeparator(lines.find((line) => line.trim() !== '') ?? '');
  const [head, ...rest] = splitLines(lines.slice(first), separator, first + 1);
  const columns = head && 'cells' in head ? head.cells.map(parseImportColumn) : [];
  const missing = requiredColumns.filter((column) => !columns.includes(column));
  if (missing.length > 0)
    return { problem: `The first line must name the columns. Missing: ${missing.join(', ')}.` };
  const twice = columns.find((column, index) => column !== null && columns.indexOf(column) !== index);
  if (twice) return { problem: `The first line names the column ${twice} twice. Remove one of them.` };
  if (rest.length === 0) return { problem: 'The file has no rows below the column names.' };
  if (rest.length > mostRows)
    return { problem: `The file has more than ${mostRows.toLocaleString('en-US')} rows. Split it.` };
  const ignored = listIgnored(head && 'cells' in head ? head.cells : [], rest);
  return { rows: markDuplicates(rest.map((line) => readRow(line, columns))), ignored };
}

/** The names of unknown columns, and the numbers of those without a name that have content. */
function listIgnored(names: readonly string[], rows: readonly CsvLine[]): string[] {
  const hasContent = (index: number) => rows.some((row) => 'cells' in row && (row.cells[index] ?? '') !== '');
  return names.flatMap((name, index) => {
    if (name !== '') return parseImportColumn(name) ? [] : [name];
    return hasContent(index) ? [`number ${index + 1}, which has no name`] : [];
  });
}

/** The separator with which the header names the most columns. */
function findSeparator(header: string): string {
  const known = (separator: string) => header.split(separator).filter(parseImportColumn).length;
  return [';', '\t'].reduce((best, next) => (known(next) > known(best) ? next : best), ',');
}

function readRow(row: CsvLine, columns: readonly (ImportColumn | null)[]): ImportRow {
  const { line } = row;
  if ('problem' in row) return { line, problem: row.problem };
  const { cells } = row;
  if (cells.slice(columns.length).some((cell) => cell !== ''))
    return {
      line,
      problem: `the row has ${cells.length} cells, but the first line names ${columns.length} columns. Put quotation marks around a cell that contains a separator.`,
    };
  const named = columns.flatMap((column, index) => (column ? [[column, cells[index] ?? ''] as const] : []));
  return { line, ...Object.fromEntries(named) };
}

/** Marks the rows that repeat an earlier one. The server sees a part of a file at a time, and could not tell. */
function markDuplicates(rows: readonly ImportRow[]): ImportRow[] {
  const lines = new Map<string, number>();
  return rows.map((row) => {
    const { line, name, environment } = row;
    if (!name || !environment) return row;
    const place = JSON.stringify([environment.normalize(), name.normalize()]);
    const earlier = lines.get(place);
    if (earlier === undefined) lines.set(place, line);
    return earlier === undefined
      ? row
      : { line, name, environment, problem: `name: line ${earlier} has the same name in ${environment}.` };
  });
}
