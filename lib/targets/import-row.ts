import type { z } from 'zod';
import { type ImportRow, parseTargetType } from '@/lib/core/target/target-import';
import { formatPath } from '@/lib/parse';
import { fitting, nameField, type TargetFields, targetFields } from './target-fields';

/** A row that makes sense: what it says of a target, and where that is, by name. */
export type GoodRow = { line: number; environment: string; fields: Omit<TargetFields, 'environmentId'> };

const fieldsSchema = targetFields.omit({ environmentId: true });

/** Reads one row of a file; or says what is wrong with it, by column. */
export function readRow(row: ImportRow): GoodRow | { line: number; why: string } {
  const { line } = row;
  const type = parseTargetType(row.type ?? '');
  if (type === null) {
    const what = row.type?.trim() ? `${row.type.trim()} is no type of target` : 'it is missing';
    return { line, why: `type: ${what}. Use Server, Database, Cluster, Web app or Dynamic server.` };
  }
  const windows = row.type?.trim().toLowerCase() === 'windows';
  const os = row.os?.trim() || (windows ? 'Windows' : null);
  const port = row.port?.trim() ? Number(row.port) : null;
  const { name = '', host, databaseType } = row;
  const fields = fieldsSchema.safeParse({ name, type, os: capital(os), host, port, databaseType });
  const environment = nameField.safeParse(row.environment ?? '');
  const why = [...sayIssues(fields.error), ...sayIssues(environment.error, 'environment')];
  if (!fields.success || !environment.success) return { line, why: why.join(' ') };
  if (type !== 'Bzero' && os) return { line, why: 'os: only servers have one.' };
  if (type !== 'Db' && databaseType?.trim()) return { line, why: 'databaseType: only databases have one.' };
  return { line, environment: environment.data, fields: fitting(fields.data) };
}

function sayIssues(error: z.ZodError | undefined, column?: string): string[] {
  return (error?.issues ?? []).map(({ path, message }) => `${column ?? formatPath(path)}: ${message}`);
}

function capital(os: string | null): string | null {
  return os && os.charAt(0).toUpperCase() + os.slice(1).toLowerCase();
}
