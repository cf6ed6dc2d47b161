import type { ImportRow } from './target-import';

/**
 * Divides the rows of a file into calls of at most `size` rows. The rows of the servers that a `way` names come along, so
 * that a call can be decided alone: a row can be in several calls, and its first outcome counts. A call is larger than
 * `size` only where one row needs more.
 */
export function makeBatches(rows: readonly ImportRow[], size: number): ImportRow[][] {
  const named = namedRows(rows);
  const batches: Set<ImportRow>[] = [];
  for (const row of rows) {
    const needed = withNamed(row, named);
    const last = batches.at(-1);
    const extended = new Set([...(last ?? []), ...needed]);
    if (last && extended.size <= size) batches[batches.length - 1] = extended;
    else batches.push(new Set(needed));
  }
  return batches.map((batch) => [...batch].sort((a, b) => a.line - b.line));
}

/** The rows by the names that a `way` can have for them: `name` and `name.environment`. */
function namedRows(rows: readonly ImportRow[]): Map<string, ImportRow[]> {
  const named = new Map<string, ImportRow[]>();
  for (const row of rows) {
    const name = row.name?.trim();
    if (!name || row.problem) continue;
    for (const key of [name, `${name}.${row.environment?.trim() ?? ''}`])
      named.set(key, [...(named.get(key) ?? []), row]);
  }
  return named;
}

/** A row, the rows that its `way` names, and theirs. */
function withNamed(row: ImportRow, named: ReadonlyMap<string, ImportRow[]>): Set<ImportRow> {
  const found = new Set([row]);
  // A set also visits what is added meanwhile.
  for (const { way } of found) for (const next of named.get(way?.trim() ?? '') ?? []) found.add(next);
  return found;
}
