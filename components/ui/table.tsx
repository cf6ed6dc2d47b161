import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import type { SortLink } from '@/lib/web/filters/sort-param';
import { RowOpener } from './row-opener';

// Explicit roles, because some browsers drop the native ones when CSS changes `display`.
const roles = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

/**
 * A table that becomes a list of stacked rows on a phone. With `fixed`, its columns keep their widths whatever they
 * hold. A click on a row whose link has `data-opens` opens that link.
 */
export function Table(props: { label: string; head: ReactNode; fixed?: boolean; children: ReactNode }) {
  const { label, head, fixed, children } = props;
  return (
    <RowOpener>
      <table
        {...roles.table}
        aria-label={label}
        className={`block w-full border-collapse md:table ${fixed ? 'md:table-fixed' : ''}`}
      >
        <thead {...roles.rowgroup} className="sr-only md:not-sr-only md:table-header-group">
          <tr {...roles.row} className="md:table-row">
            {head}
          </tr>
        </thead>
        <tbody {...roles.rowgroup} className="block md:table-row-group">
          {children}
        </tbody>
      </table>
    </RowOpener>
  );
}

/** The header of a column. A hidden one is for screen readers only; one with `sort` sorts the list. */
export function Column({
  children,
  hidden,
  width,
  sort,
}: {
  children: ReactNode;
  hidden?: boolean;
  width?: string;
  sort?: SortLink;
}) {
  return (
    <th
      {...roles.columnheader}
      scope="col"
      aria-sort={sort?.order ?? undefined}
      className={`border-b border-line px-4 py-2 text-left text-xs font-medium text-muted ${width ?? ''}`}
    >
      {hidden ? (
        <span className="sr-only">{children}</span>
      ) : sort ? (
        <SortBy {...sort}>{children}</SortBy>
      ) : (
        children
      )}
    </th>
  );
}

/** Headers are invisible on a phone, where a link in one could get the focus unseen. */
function SortBy({ href, order, children }: SortLink & { children: ReactNode }) {
  const Icon = order === 'descending' ? ArrowDown : ArrowUp;
  return (
    <>
      <span className="md:hidden">{children}</span>
      <Link
        href={href}
        scroll={false}
        className="group hidden items-center gap-1 rounded hover:text-ink hover:underline md:inline-flex"
      >
        {children}
        <Icon
          aria-hidden
          size={13}
          className={order ? 'text-ink' : 'opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100'}
        />
      </Link>
    </>
  );
}

/** A row. Other props go to its element. */
export function Row({ children, ...rest }: Omit<ComponentProps<'tr'>, 'className'>) {
  return (
    <tr
      {...rest}
      {...roles.row}
      className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-line px-4 py-3 last:border-b-0 md:table-row md:p-0 md:[&:last-child>td]:border-b-0 has-[[data-opens]]:cursor-pointer has-[[data-opens]]:hover:bg-soft/60 focus-visible:bg-soft focus-visible:-outline-offset-2 first:focus-visible:rounded-t-xl last:focus-visible:rounded-b-xl"
    >
      {children}
    </tr>
  );
}

/** The header of a group of rows, across all columns. */
export function GroupRow({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tr {...roles.row} className="block border-b border-line bg-soft md:table-row">
      <th
        {...roles.rowheader}
        scope="rowgroup"
        colSpan={columns}
        className="block px-4 py-1.5 text-left font-semibold break-words md:table-cell md:border-b md:border-line"
      >
        {children}
      </th>
    </tr>
  );
}

type CellProps = {
  children: ReactNode;
  /** shown on a phone, where the column header is not */
  label?: string;
  /** short: shares its line on a phone */
  inline?: boolean;
  end?: boolean;
};

/** A cell; on a phone, a line of its row. Texts, badges and buttons of a row share the baseline of their first line. */
export function Cell({ children, label, inline, end }: CellProps) {
  return (
    <td
      {...roles.cell}
      className={`${inline ? '' : 'basis-full empty:hidden'} block min-w-0 align-baseline break-words md:table-cell md:border-b md:border-line md:px-4 ${end ? 'md:py-1.5 md:text-right' : 'md:py-2.5'}`}
    >
      {label && <span className="mr-2 text-xs text-muted md:hidden">{label}</span>}
      {children}
    </td>
  );
}
