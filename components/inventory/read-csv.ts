import { parse } from 'csv-parse/browser/esm/sync';
import { type ImportRow, parseImportColumn, requiredColumns } from '@/lib/core/target/target-import';

const advice =
  'Choose a CSV file in UTF-8: a text file whose first line names the columns, such as the template.';

/** The rows of a CSV file with a header line, or what is wrong with the file as a whole. */
export function readCsv(text: string): { rows: ImportRow[] } | { problem: string } {
  if (text.trim() === '') return { problem: `This file is empty. ${advice}` };
  // What is no UTF-8 becomes U+FFFD: an image, a spreadsheet that was not exported, text in another encoding.
  if (/[\0\uFFFD]/.test(text)) return { problem: `This is not a text file in UTF-8. ${advice}` };
  let lines: { record: string[]; info: { lines: number } }[];
  try {
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true };
    lines = parse(text, { ...options, delimiter: [',', ';', '\t'] }) as unknown as typeof lines;
  } catch (error) {
    return {
      problem: `This is not a CSV file: ${error instanceof Error ? error.message : 'it cannot be read'}.`,
    };
  }
  const [head, ...rest] = lines;
  const columns = (head?.record ?? []).map(parseImportColumn);
  const missing = requiredColumns.filter((column) => !columns.includes(column));
  if (missing.length > 0)
    return { problem: `The first line must name the columns. Missing: ${missing.join(', ')}.` };
  if (rest.length === 0) return { problem: 'The file has no rows below the column names.' };
  const rows = rest.map(({ record, info }) => {
    const cells = columns.flatMap((column, index) =>
      column ? [[column, record[index] ?? ''] as const] : [],
    );
    return { ...Object.fromEntries(cells), line: info.lines };
  });
  return { rows };
}
