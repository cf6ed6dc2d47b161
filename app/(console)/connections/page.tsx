import { Cable } from 'lucide-react';
import type { Metadata } from 'next';
import { ConnectionFilters } from '@/components/connections/connection-filters';
import { ConnectionTable } from '@/components/connections/connection-table';
import { EventTable } from '@/components/connections/event-table';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/page-head';
import { Pager } from '@/components/ui/pager';
import { Refresh } from '@/components/ui/refresh';
import { LinkTabs } from '@/components/ui/tabs';
import { requireContext } from '@/lib/auth/session';
import { listConnectionEvents } from '@/lib/connections/list-connection-events';
import { listConnections } from '@/lib/connections/list-connections';
import type { Context } from '@/lib/context';
import { connectionChips, connectionFilterOf, readConnectionFilters } from '@/lib/web/connection-filter';
import { forPage } from '@/lib/web/for-page';
import { oneOf, pageOf, type SearchParams } from '@/lib/web/search-param';

export const metadata: Metadata = { title: 'Connections' };

const tabs = { open: 'Open now', all: 'All', events: 'Events' } as const;
type Tab = keyof typeof tabs;

/** How many events stand on the page; older ones are in the audit log. */
const mostEvents = 200;

export default async function ConnectionsPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const show = oneOf(params.show) ?? '';
  const tab: Tab = show === 'all' || show === 'events' ? show : 'open';
  const filters = readConnectionFilters(params);
  const ctx = await requireContext();
  const list = await forPage(
    listConnections(ctx, {
      whose: 'all',
      ...connectionFilterOf(filters),
      ...(tab !== 'all' && { state: 'Open' }),
      page: tab === 'events' ? 1 : pageOf(params.page),
    }),
  );
  if (!list) return <OnlyAdmins what="see who is connected" />;
  const href = (more: Record<string, string>, to: Tab = tab) => {
    const query = new URLSearchParams({ ...(to !== 'open' && { show: to }), ...more }).toString();
    return query ? `/connections?${query}` : '/connections';
  };
  const chips = connectionChips(filters, href);
  return (
    <>
      <PageHead title="Connections" sub={subOf(tab, list.total)}>
        <LinkTabs
          label="Connections by state"
          tabs={(Object.keys(tabs) as Tab[]).map((one) => ({
            href: href(one === 'events' ? {} : filters, one),
            name: tabs[one],
            current: one === tab,
          }))}
        />
      </PageHead>
      {tab === 'events' ? (
        <Events ctx={ctx} />
      ) : (
        <>
          <div className="mb-3">
            <ConnectionFilters
              values={filters}
              chips={chips}
              clear={href({})}
              keep={tab === 'all' ? { show: tab } : {}}
            />
          </div>
          {list.connections.length > 0 ? (
            <ConnectionTable connections={list.connections} />
          ) : (
            <Nothing filtered={chips.length > 0} />
          )}
          <Pager
            page={list.page}
            pages={list.pages}
            href={(page) => href({ ...filters, page: String(page) })}
          />
        </>
      )}
      <Refresh seconds={10} />
    </>
  );
}

async function Events({ ctx }: { ctx: Context }) {
  const events = await listConnectionEvents(ctx, { take: mostEvents });
  return events.length > 0 ? <EventTable events={events} /> : <Nothing filtered={false} />;
}

function subOf(tab: Tab, total: number): string {
  if (tab === 'events') return `The newest ${mostEvents} events; all of them are in the audit log.`;
  const count = total === 1 ? '1 connection' : `${total} connections`;
  return tab === 'open' ? `${count} open now. Each closes when its access ends.` : `${count}, newest first.`;
}

function Nothing({ filtered }: { filtered: boolean }) {
  return (
    <EmptyState icon={Cable} title={filtered ? 'No connection matches' : 'Nobody is connected'}>
      {filtered
        ? 'Take a filter away to see more.'
        : 'Who connects with zli, or opens a web app, stands here while they are there.'}
    </EmptyState>
  );
}
