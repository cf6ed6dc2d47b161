import type { TargetRow } from './target-row';

type TargetFilter = { targetType?: string[]; env?: string; name?: string; status?: string[] };

/** Filters rows, ignoring case. */
export function filterTargets(rows: readonly TargetRow[], filter: TargetFilter): TargetRow[] {
  const types = filter.targetType?.map(lower);
  const statuses = filter.status?.map(lower);
  const environment = filter.env && lower(filter.env);
  const namePart = lower(filter.name ?? '');
  return rows.filter(
    (row) =>
      (!types || types.includes(lower(row.type))) &&
      (!statuses || statuses.includes(lower(row.status ?? ''))) &&
      (!environment || [lower(row.environmentName), row.environmentId].includes(environment)) &&
      lower(row.name).includes(namePart),
  );
}

function lower(text: string): string {
  return text.toLowerCase();
}
