import type { Metadata } from 'next';
import { ActiveAccessTable } from '@/components/requests/active-access-table';
import { BulkBar } from '@/components/requests/bulk-bar';
import { bulkItem } from '@/components/requests/bulk-item';
import { ChangedNotice } from '@/components/requests/changed-notice';
import { HistoryTable } from '@/components/requests/history-table';
import { KeyboardShortcuts } from '@/components/requests/keyboard-shortcuts';
import { NoRequests } from '@/components/requests/no-requests';
import { NotificationToggle } from '@/components/requests/notification-toggle';
import { PendingTable } from '@/components/requests/pending-table';
import { RequestFilters } from '@/components/requests/request-filters';
import { type RequestTab, RequestTabs, tabOf } from '@/components/requests/request-tabs';
import { shortcutsOf } from '@/components/requests/shortcuts-of';
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
  const [list, pending, names] = await Promise.all([
    orNotFound(
      listRequests(ctx, {
        whose,
        page: pageOf(params.page),
        ...requestFilterOf(filters),
        ...(tab !== 'all' && { status: tab }),
        ...(by && { by }),
      }),
    ),
    orNotFound(listRequests(ctx, { whose, status: 'waiting', pageSize: 1 })),
    isAdmin ? orNotFound(listRequestNames(ctx)) : null,
  ]);
  if (!list || !pending) return null;

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
        title={isAdmin ? 'Requests' : 'My requests'}
        sub={subOf({ tab, isAdmin, pendingCount: pending.total, list, filtered: chips.length > 0 })}
      >
        <RequestTabs tab={tab} pendingCount={pending.total} href={(to) => href(filters, to)} />
      </PageHead>
      {names && (
        <div className="mb-3 flex flex-wrap items-start gap-x-3 gap-y-2">
          {tab === 'waiting' && decidable.length > 0 && (
            <BulkBar items={decidable.map(bulkItem)} can="review" />
          )}
          {by && requests.length > 0 && <BulkBar items={requests.map(bulkItem)} can="revoke" />}
          <RequestFilters values={filters} chips={chips} clear={href({})} keep={keep(tab)} names={names} />
          {by && (
            <LinkTabs
              label="Group by"
              tabs={(['person', 'target'] as const).map((one) => ({
                href: href({ ...filters, by: one }),
                name: `By ${one}`,
                current: one === by,
              }))}
            />
          )}
          <div className="ml-auto flex flex-wrap items-center gap-x-2 gap-y-1.5">
            {tab === 'waiting' && <NotificationToggle />}
            {requests.length > 0 && (
              <KeyboardShortcuts rows={requests.map(({ id }) => id).join()} shortcuts={shortcutsOf(tab)} />
            )}
          </div>
        </div>
      )}
      {requests.length === 0 && (
        <NoRequests tab={tab} isAdmin={isAdmin} {...(chips.length > 0 && { clear: href({}) })} />
      )}
      {requests.length > 0 && tab === 'waiting' && (
        <PendingTable {...about} decidable={list.decidable} selectable={isAdmin} />
      )}
      {requests.length > 0 && by && <ActiveAccessTable {...about} by={by} sizes={list.sizes} />}
      {requests.length > 0 && tab !== 'waiting' && !by && (
        <HistoryTable label="Requests" {...about} withRequester={isAdmin} />
      )}
      <Pager page={list.page} pages={list.pages} href={(page) => href({ ...filters, page: String(page) })} />
      {isAdmin && tab === 'waiting' && (
        <ChangedNotice pending={pending.total} renderedAt={now} hasRows={requests.length > 0} />
      )}
      <Refresh {...(tab === 'live' || (tab === 'waiting' && !isAdmin) ? { seconds: 30 } : {})} />
    </>
  );
}

type Shown = {
  tab: RequestTab;
  isAdmin: boolean;
  pendingCount: number;
  list: RequestList;
  filtered: boolean;
};

function subOf({ tab, isAdmin, pendingCount, list, filtered }: Shown): string {
  const { total } = list;
  if (!isAdmin) return 'Your requests and their outcomes.';
  if (filtered) return `${total} found.`;
  if (tab === 'live')
    return total === 0
      ? 'No active access.'
      : `${total} active. ${total === 1 ? 'It' : 'Each'} expires automatically.`;
  if (pendingCount === 0) return 'No pending requests.';
  return `${pendingCount} pending. Access starts on approval and expires automatically.`;
}
