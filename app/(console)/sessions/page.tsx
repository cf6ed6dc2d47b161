import { Cable } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { ConnectionFilters } from '@/components/connections/connection-filters';
import { ConnectionTable } from '@/components/connections/connection-table';
import { EventTable } from '@/components/connections/event-table';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/page-head';
import { Pager } from '@/components/ui/pager';
import { Refresh } from '@/components/ui/refresh';
import { LinkTabs } from '@/components/ui/tabs';
import { requireContext } from '@/lib/auth/session';
import { pageConnectionEvents } from '@/lib/connections/list-connection-events';
import { listConnections } from '@/lib/connections/list-connections';
import type { Context } from '@/lib/context';
import {
  connectionChips,
  connectionFilterOf,
  readConnectionFilters,
  type ConnectionFilters as Values,
} from '@/lib/web/filters/connection-filter';
import { oneOf, pageOf, type SearchParams } from '@/lib/web/filters/search-param';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Sessions' };

const tabs = { open: 'Open', all: 'All', events: 'Events' } as const;
type Tab = keyof typeof tabs;

export default async function ConnectionsPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const show = oneOf(params.show) ?? '';
  const tab: Tab = show === 'all' || show === 'events' ? show : 'open';
  const filters = readConnectionFilters(params);
  const found = await orNotFound(read(await requireContext(), tab, filters, pageOf(params.page)));
  if (!found) return <OnlyAdmins action="view sessions" />;
  const href = (more: Record<string, string>, to: Tab = tab) => {
    const query = new URLSearchParams({ ...(to !== 'open' && { show: to }), ...more }).toString();
    return query ? `/sessions?${query}` : '/sessions';
  };
  const chips = connectionChips(filters, href);
  return (
    <>
      <PageHead title="Sessions" sub={subOf(tab, found.total)}>
        <LinkTabs
          label="Sessions by status"
          tabs={(Object.keys(tabs) as Tab[]).map((one) => ({
            href: href(filters, one),
            name: tabs[one],
            current: one === tab,
          }))}
        />
      </PageHead>
      <div className="mb-3 flex flex-wrap items-start gap-x-3 gap-y-2">
        <ConnectionFilters
          values={filters}
          chips={chips}
          clear={href({})}
          keep={tab === 'open' ? {} : { show: tab }}
        />
      </div>
      {found.total === 0 ? <NoRows tab={tab} clear={chips.length > 0 ? href({}) : null} /> : found.table}
      <Pager
        page={found.page}
        pages={found.pages}
        total={found.total}
        href={(page) => href({ ...filters, page: String(page) })}
      />
      <Refresh seconds={10} />
    </>
  );
}

async function read(ctx: Context, tab: Tab, filters: Values, page: number) {
  const filter = connectionFilterOf(filters);
  if (tab === 'events') {
    const { events, ...rest } = await pageConnectionEvents(ctx, { ...filter, page });
    return { ...rest, table: <EventTable events={events} /> };
  }
  const states = tab === 'open' && { states: ['Open'] };
  const found = await listConnections(ctx, { whose: 'all', ...filter, ...states, page });
  const { connections, now, ...rest } = found;
  return { ...rest, table: <ConnectionTable connections={connections} now={now} /> };
}

function subOf(tab: Tab, total: number): string {
  const what = tab === 'events' ? 'event' : 'session';
  const count = total === 1 ? `1 ${what}` : `${total} ${what}s`;
  return tab === 'open' ? `${count} open. Each closes when its access ends.` : `${count}, newest first.`;
}

const emptyTitles: Record<Tab, string> = {
  open: 'No open sessions',
  all: 'No sessions yet',
  events: 'No session events yet',
};

function NoRows({ tab, clear }: { tab: Tab; clear: string | null }) {
  if (clear === null) {
    return (
      <EmptyState icon={Cable} title={emptyTitles[tab]}>
        Sessions opened with zli or in a web app appear here{tab === 'open' && ' while they last'}.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Cable}
      title={tab === 'events' ? 'No matching events' : 'No matching sessions'}
      action={
        <Link href={clear} className={buttonClass()}>
          Clear filters
        </Link>
      }
    >
      Change or clear the filters.
    </EmptyState>
  );
}
