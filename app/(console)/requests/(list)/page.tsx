import { Inbox } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { HistoryTable } from '@/components/requests/history-table';
import { RequestTabs, tabOf } from '@/components/requests/request-tabs';
import { WaitingTable } from '@/components/requests/waiting-table';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/page-head';
import { Pager } from '@/components/ui/pager';
import { Refresh } from '@/components/ui/refresh';
import { getRequest } from '@/lib/access/get-request';
import { listRequests, type RequestList } from '@/lib/access/list-requests';
import { currentPerson, requireContext } from '@/lib/auth/session';
import type { Context } from '@/lib/context';
import { forPage } from '@/lib/web/for-page';
import { oneOf, pageOf, type SearchParams } from '@/lib/web/search-param';

export const metadata: Metadata = { title: 'Requests' };

export default async function RequestsPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const tab = tabOf(oneOf(params.show));
  const ctx = await requireContext('/requests');
  const person = await currentPerson();
  if (!person) return null;
  const isAdmin = person.role === 'Admin';
  const whose = isAdmin ? 'all' : 'own';
  const [list, waiting] = await Promise.all([
    forPage(listRequests(ctx, { whose, page: pageOf(params.page), ...(tab !== 'all' && { standing: tab }) })),
    forPage(listRequests(ctx, { whose, standing: 'waiting', pageSize: 1 })),
  ]);
  if (!list || !waiting) return null;
  const about = { requests: list.requests, now: list.now, me: person.id, isAdmin };
  return (
    <>
      <PageHead title="Requests" sub={subOf(waiting.total, isAdmin)}>
        <RequestTabs tab={tab} waiting={waiting.total} />
      </PageHead>
      {list.requests.length === 0 && <Nothing tab={tab} isAdmin={isAdmin} />}
      {list.requests.length > 0 && tab === 'waiting' && (
        <WaitingTable {...about} mayReviewOwn={isAdmin && (await mayReviewOwn(ctx, list, person.id))} />
      )}
      {list.requests.length > 0 && tab !== 'waiting' && <HistoryTable label="Requests" {...about} />}
      <Pager page={list.page} pages={list.pages} href={(page) => `/requests?show=${tab}&page=${page}`} />
      <Refresh {...(tab === 'waiting' && { seconds: 30 })} />
    </>
  );
}

// Whether the organization lets admins decide their own requests (R6) shows in any one of them.
async function mayReviewOwn(ctx: Context, list: RequestList, me: string): Promise<boolean> {
  const own = list.requests.find(({ requester }) => requester.id === me);
  return own ? (await getRequest(ctx, { requestId: own.id })).mayReview : false;
}

function subOf(waiting: number, isAdmin: boolean): string {
  if (!isAdmin) return 'What you asked for, and what became of it.';
  if (waiting === 0) return 'Nothing waits for a decision.';
  const wait = waiting === 1 ? '1 waits' : `${waiting} wait`;
  return `${wait} for a decision. Access starts when you approve and ends by itself.`;
}

function Nothing({ tab, isAdmin }: { tab: string; isAdmin: boolean }) {
  const title = { waiting: 'Nothing waits for a decision', live: 'No access is live now' }[tab];
  return (
    <EmptyState
      icon={Inbox}
      title={title ?? 'There are no requests yet'}
      action={
        tab === 'all' || !isAdmin ? (
          <Link href="/targets" className={buttonClass('primary')}>
            Ask for access
          </Link>
        ) : (
          <Link href="/requests?show=all" className={buttonClass()}>
            Show all requests
          </Link>
        )
      }
    >
      {isAdmin ? 'New requests appear here and in Slack.' : 'What you ask for appears here.'}
    </EmptyState>
  );
}
