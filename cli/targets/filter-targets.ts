import type { TargetRow } from './target-row';

export type TargetFilter = { targetType?: string[]; env?: string; name?: string; status?: string[] };

/** The rows that are like the filter says; case never matters. */
export function filterTargets(rows: readonly TargetRow[], filter: TargetFilter): TargetRow[] {
  const types = filter.targetType?.map(lower);
  const states = filter.status?.map(lower);
  const environment = filter.env && lower(filter.env);
  const part = lower(filter.name ?? '');
  return rows.filter(
    (row) =>
      (!types || types.includes(lower(row.type))) &&
      (!states || states.includes(lower(row.status ?? ''))) &&
      (!environment || [lower(row.environmentName), row.environmentId].includes(environment)) &&
      lower(row.name).includes(part),
  );
}

function lower(text: string): string {
  return text.toLowerCase();
}
