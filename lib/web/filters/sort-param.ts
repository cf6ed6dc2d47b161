import type { Sort } from '@/lib/core/sort';
import { oneOf } from './search-param';

/** How the header of a column sorts its list: where its link leads, and the current order of the column. */
export type SortLink = { href: string; order: 'ascending' | 'descending' | null };

/** Reads the URL parameter `sort`: the name of a column, with `-` before it for the descending order. */
export function readSort<Column extends string>(
  columns: readonly Column[],
  value: string | string[] | undefined,
): Sort<Column> | undefined {
  const text = oneOf(value) ?? '';
  const descending = text.startsWith('-');
  const by = columns.find((column) => column === text.slice(descending ? 1 : 0));
  return by && { by, descending };
}

/** The URL parameter of an order, for the addresses of the list's other pages. */
export function sortParam(sort: Sort<string> | undefined): { sort?: string } {
  return sort ? { sort: `${sort.descending ? '-' : ''}${sort.by}` } : {};
}

/** The link of a column's header: the first use sorts ascending, the next one the other way round. */
export function sortLink<Column extends string>(
  column: Column,
  current: Sort<Column>,
  href: (params: { sort: string }) => string,
): SortLink {
  const order = current.by === column ? (current.descending ? 'descending' : 'ascending') : null;
  return { href: href({ sort: `${order === 'ascending' ? '-' : ''}${column}` }), order };
}
