import type { TargetType } from './target';

/** The columns of an import file. */
export const importColumns = [
  'name',
  'type',
  'environment',
  'os',
  'host',
  'port',
  'databaseType',
  'way',
  'rdpPort',
  'sqlServerPort',
] as const;
export type ImportColumn = (typeof importColumns)[number];
export const requiredColumns: readonly ImportColumn[] = ['name', 'type', 'environment'];

/** One line of an import file, as text. `problem` says why a line that does not fit the columns has no cells. */
export type ImportRow = { line: number; problem?: string | undefined } & {
  [Column in ImportColumn]?: string | undefined;
};

/** What a line changes about a stored target: a column, and both values as text; empty is no value. */
export type ImportChange = { column: ImportColumn | 'archived'; from: string; to: string };

/** The outcome of one line. */
export type ImportOutcome = {
  line: number;
  outcome: 'new' | 'changed' | 'same' | 'refused';
  /** for a refused line: the column and what is wrong */
  why?: string;
  /** for a changed line */
  changes?: readonly ImportChange[];
};

const typeNames: Readonly<Record<string, TargetType>> = {
  bzero: 'Bzero',
  server: 'Bzero',
  linux: 'Bzero',
  windows: 'Bzero',
  cluster: 'Cluster',
  kubernetes: 'Cluster',
  db: 'Db',
  database: 'Db',
  web: 'Web',
  'web app': 'Web',
  dynamicaccessconfig: 'DynamicAccessConfig',
  'dynamic server': 'DynamicAccessConfig',
};

/** The target type of a cell, by API name or display name; null if it is neither. */
export function parseTargetType(cell: string): TargetType | null {
  return typeNames[cell.trim().toLowerCase()] ?? null;
}

/** The column of a header cell, ignoring case, spaces and punctuation: `Database type` is `databaseType`. */
export function parseImportColumn(head: string): ImportColumn | null {
  const plain = head.toLowerCase().replace(/[^a-z]/g, '');
  return importColumns.find((column) => column.toLowerCase() === plain) ?? null;
}

/** Whether a `way` is the target's own SSH server, in any case: `own-ssh` or `own SSH`. Any other names a server. */
export function isOwnSsh(way: string): boolean {
  return /^own[- ]ssh$/i.test(way.trim());
}
