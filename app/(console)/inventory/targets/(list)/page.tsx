import { Plus, ServerOff, Upload } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { InventoryFilters } from '@/components/inventory/inventory-filters';
import { InventoryTable } from '@/components/inventory/inventory-table';
import { InventoryTabs } from '@/components/inventory/inventory-tabs';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/page-head';
import { Pager } from '@/components/ui/pager';
import { SearchForm } from '@/components/ui/search-form';
import { requireContext } from '@/lib/auth/session';
import { inventoryColumns } from '@/lib/core/sort';
import { listEnvironments } from '@/lib/targets/list-environments';
import { listTargets } from '@/lib/targets/list-targets';
import { inventoryChips, inventoryFilterOf, readInventoryFilters } from '@/lib/web/filters/inventory-filter';
import { pageOf, type SearchParams } from '@/lib/web/filters/search-param';
import { readSort, sortLink, sortParam } from '@/lib/web/filters/sort-param';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Targets' };

export default async function TargetsPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const filters = readInventoryFilters(params);
  const chosen = readSort(inventoryColumns, params.sort);
  const sort = chosen ?? { by: 'name', descending: false };
  const sorted = sortParam(chosen);
  const ctx = await requireContext();
  const found = await orNotFound(
    Promise.all([
      listTargets(ctx, { ...inventoryFilterOf(filters), sort, page: pageOf(params.page) }),
      listEnvironments(ctx),
    ]),
  );
  if (!found) return <OnlyAdmins action="view and edit the inventory" />;
  const [{ targets, total, page, pages }, environments] = found;
  const href = (more: Record<string, string>) => {
    const query = new URLSearchParams(more).toString();
    return query ? `/inventory/targets?${query}` : '/inventory/targets';
  };
  const chips = inventoryChips(filters, href);
  const { q: _, ...others } = filters;
  return (
    <>
      <PageHead
        title="Targets"
        sub={`${total === 1 ? '1 target' : `${total} targets`}${chips.length > 0 ? ' found.' : '. Policies control who can access them.'}`}
      >
        <InventoryTabs current="targets" />
        <Link href="/inventory/import" className={buttonClass()}>
          <Upload aria-hidden size={14} />
          Import CSV
        </Link>
        <Link href="/inventory/targets/new" className={buttonClass('primary')}>
          <Plus aria-hidden size={15} />
          Register target
        </Link>
      </PageHead>
      <div className="mb-3 flex flex-wrap items-start gap-x-3 gap-y-2">
        <SearchForm
          label="Search targets"
          placeholder="Name or host"
          action="/inventory/targets"
          value={filters.q ?? ''}
          keep={{ ...others, ...sorted }}
        />
        <InventoryFilters values={filters} chips={chips} environments={environments} />
      </div>
      {targets.length > 0 ? (
        <InventoryTable
          targets={targets}
          sort={(column) => sortLink(column, sort, (order) => href({ ...filters, ...order }))}
        />
      ) : (
        <EmptyState
          icon={ServerOff}
          title={chips.length > 0 ? 'No matching targets' : 'No targets yet'}
          action={
            chips.length > 0 ? (
              <Link href="/inventory/targets" className={buttonClass()}>
                Clear filters
              </Link>
            ) : (
              <Link href="/inventory/import" className={buttonClass('primary')}>
                Import targets
              </Link>
            )
          }
        >
          {chips.length === 0 &&
            'Register servers, databases, clusters and web apps one at a time, or import them from a CSV file.'}
          {chips.length > 0 &&
            (filters.state
              ? 'Change or clear the filters.'
              : 'To see archived targets, set the Status filter to Archived.')}
        </EmptyState>
      )}
      <Pager
        page={page}
        pages={pages}
        total={total}
        href={(to) => href({ ...filters, ...sorted, page: String(to) })}
      />
    </>
  );
}
