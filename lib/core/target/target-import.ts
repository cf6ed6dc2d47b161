import type { TargetType } from './target';

/** The columns of a file of targets; the first three must be there. */
export const importColumns = ['name', 'type', 'environment', 'os', 'host', 'port', 'databaseType'] as const;
export type ImportColumn = (typeof importColumns)[number];
export const requiredColumns: readonly ImportColumn[] = ['name', 'type', 'environment'];

/** One line of a file, as it is written there. */
export type ImportRow = { line: number } & { [Column in ImportColumn]?: string | undefined };

/** What becomes of a line. */
export type ImportOutcome = {
  line: number;
  outcome: 'new' | 'changed' | 'same' | 'refused';
  /** what is wrong with a refused one, and where */
  why?: string;
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

/** The type of target that a cell names, by its own name or by what people call it; null when it names none. */
export function parseTargetType(cell: string): TargetType | null {
  return typeNames[cell.trim().toLowerCase()] ?? null;
}

/** The column that a head names, however it is written: `Database type` is `databaseType`. */
export function parseImportColumn(head: string): ImportColumn | null {
  const plain = head.toLowerCase().replace(/[^a-z]/g, '');
  return importColumns.find((column) => column.toLowerCase() === plain) ?? null;
}
