import type { Metadata } from 'next';
import { AccessNowTable } from '@/components/requests/access-now-table';
import { BulkBar } from '@/components/requests/bulk-bar';
import { bulkItem } from '@/components/requests/bulk-item';
import { HistoryTable } from '@/components/requests/history-table';
import { NoRequests } from '@/components/requests/no-requests';
import { keysOf } from '@/components/requests/queue-key-lists';
import { QueueKeys } from '@/components/requests/queue-keys';
import { RequestFilters } from '@/components/requests/request-filters';
import { type RequestTab, RequestTabs, tabOf } from '@/components/requests/request-tabs';
import { WaitingTable } from '@/components/requests/waiting-table';
import { PageHead } from '@/components/ui/page-head';
import { Pager } from '@/components/ui/pager';
import { Refresh } from '@/components/ui/refresh';
import { LinkTabs } from '@/components/ui/tabs';
import { listRequestNames } from '@/lib/access/list-request-names';
import { listRequests, type RequestList } from '@/lib/access/list-requests';
import { currentPerson, requireContext } from '@/lib/auth/session';
import { readRequestFilters, requestChips, requestFilterOf } from '@/lib/web/filters/request-filter';
import { oneOf, pageOf, type SearchParams } from '@/lib/web/filters/search-param';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Requests' };

export default async function RequestsPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const tab = tabOf(oneOf(params.show));
  const ctx = await requireContext();
  const person = await currentPerson();
  if (!person) return null;
  const isAdmin = person.role === 'Admin';
  const whose = isAdmin ? 'all' : 'own';
  const filters = isAdmin ? readRequestFilters(params) : {};
  const by = isAdmin && tab === 'live' ? (oneOf(params.by) === 'target' ? 'target' : 'person') : undefined;
  const [list, waiting, names] = await Promise.all([
    orNotFound(
      listRequests(ctx, {
        whose,
        page: pageOf(params.page),
        ...requestFilterOf(filters),
        ...(tab !== 'all' && { standing: tab }),
        ...(by && { by }),
      }),
    ),
    orNotFound(listRequests(ctx, { whose, standing: 'waiting', pageSize: 1 })),
    isAdmin ? orNotFound(listRequestNames(ctx)) : null,
  ]);
  if (!list || !waiting) return null;

  const keep = (to: RequestTab) => ({
    ...(to !== 'waiting' && { show: to }),
    ...(to === 'live' && by === 'target' && { by }),
  });
  const href = (more: Record<string, string>, to = tab) => {
    const query = new URLSearchParams({ ...keep(to), ...more }).toString();
    return query ? `/requests?${query}` : '/requests';
  };
  const chips = requestChips(filters, href);
  const { requests, now } = list;
  const about = { requests, now, me: person.id, isAdmin };
  const decidable = requests.filter(({ id }) => list.decidable.has(id));
  return (
    <>
      <PageHead
        title="Requests"
        sub={subOf({ tab, isAdmin, waiting: waiting.total, list, filtered: chips.length > 0 })}
      >
        <RequestTabs tab={tab} waiting={waiting.total} href={(to) => href(filters, to)} />
      </PageHead>
      {names && (
        <div className="mb-3 flex flex-wrap items-start gap-x-3 gap-y-2">
          <RequestFilters values={filters} chips={chips} clear={href({})} keep={keep(tab)} names={names} />
          {by && (
            <LinkTabs
              label="Put together"
              tabs={(['person', 'target'] as const).map((one) => ({
                href: href({ ...filters, by: one }),
                name: `By ${one}`,
                current: one === by,
              }))}
            />
          )}
          <div className="ml-auto flex flex-wrap items-center gap-x-2 gap-y-1.5">
            {tab === 'waiting' && decidable.length > 0 && (
              <BulkBar items={decidable.map(bulkItem)} can="review" />
            )}
            {by && requests.length > 0 && <BulkBar items={requests.map(bulkItem)} can="revoke" />}
            {requests.length > 0 && (
              <QueueKeys rows={requests.map(({ id }) => id).join()} keys={keysOf(tab)} />
            )}
          </div>
        </div>
      )}
      {requests.length === 0 && (
        <NoRequests tab={tab} isAdmin={isAdmin} {...(chips.length > 0 && { clear: href({}) })} />
      )}
      {requests.length > 0 && tab === 'waiting' && <WaitingTable {...about} decidable={list.decidable} />}
      {requests.length > 0 && by && <AccessNowTable {...about} by={by} sizes={list.sizes} />}
      {requests.length > 0 && tab !== 'waiting' && !by && <HistoryTable label="Requests" {...about} />}
      <Pager page={list.page} pages={list.pages} href={(page) => href({ ...filters, page: String(page) })} />
      <Refresh {...((tab === 'waiting' || tab === 'live') && { seconds: 30 })} />
    </>
  );
}

type Told = { tab: RequestTab; isAdmin: boolean; waiting: number; list: RequestList; filtered: boolean };

function subOf({ tab, isAdmin, waiting, list, filtered }: Told): string {
  const { total } = list;
  if (!isAdmin) return 'What you asked for, and what became of it.';
  if (filtered) return `${total} found.`;
  if (tab === 'live')
    return total === 0
      ? 'Nobody has access now.'
      : `${total} live now. ${total === 1 ? 'It' : 'Each'} ends by itself.`;
  if (waiting === 0) return 'Nothing waits for a decision.';
  const wait = waiting === 1 ? '1 waits' : `${waiting} wait`;
  return `${wait} for a decision. Access starts when you approve and ends by itself.`;
}
