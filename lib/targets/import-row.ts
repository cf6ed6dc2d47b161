import type { z } from 'zod';
import { type ImportRow, parseTargetType } from '@/lib/core/target/target-import';
import { nameField } from '@/lib/name-fields';
import { formatPath } from '@/lib/parse';
import { fieldsForType, rowFields, type TargetFields } from './target-fields';

/**
 * A valid row: the fields of a target, and the name of its environment. `way` is as in the file; it and the ports are
 * undefined where the file has no such column, and then stay as they are.
 */
export type ValidRow = {
  line: number;
  environment: string;
  fields: Omit<TargetFields, 'environmentId'>;
  tunnel: {
    way: string | undefined;
    rdpPort: number | null | undefined;
    sqlServerPort: number | null | undefined;
  };
};

/** Reads one row of an import file. For an invalid row, `why` names each column and its error. */
export function readRow(row: ImportRow): ValidRow | { line: number; why: string } {
  const { line } = row;
  if (row.problem) return { line, why: row.problem };
  const type = parseTargetType(row.type ?? '');
  if (type === null) {
    const problem = row.type?.trim() ? `“${row.type.trim()}” is not a target type` : 'missing';
    return { line, why: `type: ${problem}. Use Server, Database, Cluster, Web app or Dynamic server.` };
  }
  const windows = row.type?.trim().toLowerCase() === 'windows';
  const os = row.os?.trim() || (windows ? 'Windows' : null);
  const port = readPort(row.port) ?? null;
  const [rdpPort, sqlServerPort] = [readPort(row.rdpPort), readPort(row.sqlServerPort)];
  const { name = '', host, databaseType } = row;
  const given = { name, type, os: capitalize(os), host, port, databaseType, rdpPort, sqlServerPort };
  const fields = rowFields.safeParse(given);
  const environment = nameField.safeParse(row.environment ?? '');
  const why = [...describeIssues(fields.error), ...describeIssues(environment.error, 'environment')];
  if (!fields.success || !environment.success) return { line, why: why.join(' ') };
  if (type !== 'Bzero' && os) return { line, why: 'os: leave empty, only servers have one.' };
  if (type !== 'Db' && databaseType?.trim())
    return { line, why: 'databaseType: leave empty, only databases have one.' };
  const tunnel = { way: row.way?.trim(), rdpPort, sqlServerPort };
  return { line, environment: environment.data, fields: fieldsForType(fields.data), tunnel };
}

/** Null for an empty cell, undefined without the column, NaN for what is no number. Spreadsheets can write 22 as 22.0. */
function readPort(cell: string | undefined): number | null | undefined {
  if (cell === undefined) return undefined;
  const text = cell.trim();
  return text === '' ? null : /^\d+([.,]0)?$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
}

function describeIssues(error: z.ZodError | undefined, column?: string): string[] {
  return (error?.issues ?? []).map(({ path, message }) => `${column ?? formatPath(path)}: ${message}`);
}

function capitalize(os: string | null): string | null {
  return os && os.charAt(0).toUpperCase() + os.slice(1).toLowerCase();
}
