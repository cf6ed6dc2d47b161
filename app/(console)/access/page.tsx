import { KeyRound } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { OwnAccessTable } from '@/components/catalog/own-access-table';
import { OwnConnections } from '@/components/connections/own-connections';
import { HistoryTable } from '@/components/requests/history-table';
import { PendingTable } from '@/components/requests/pending-table';
import { DeliveryProblem } from '@/components/slack/delivery-problem';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/page-head';
import { Pager } from '@/components/ui/pager';
import { Refresh } from '@/components/ui/refresh';
import { ZliTable } from '@/components/users/zli-table';
import { listRequests } from '@/lib/access/list-requests';
import { currentPerson, requireContext } from '@/lib/auth/session';
import { listConnections } from '@/lib/connections/list-connections';
import { getOwnDeliveryProblem } from '@/lib/slack-installation/get-own-delivery-problem';
import { listZliSignIns } from '@/lib/tokens/list-zli-sign-ins';
import { pageOf, type SearchParams } from '@/lib/web/filters/search-param';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'My access' };

export default async function AccessPage({ searchParams }: { searchParams: SearchParams }) {
  const page = pageOf((await searchParams).page);
  const ctx = await requireContext();
  const own = { whose: 'own', pageSize: 100 } as const;
  const [person, active, pending, past, sessions, zli, undelivered] = await Promise.all([
    currentPerson(),
    orNotFound(listRequests(ctx, { ...own, status: 'live' })),
    orNotFound(listRequests(ctx, { ...own, status: 'waiting' })),
    orNotFound(listRequests(ctx, { whose: 'own', status: 'decided', page, pageSize: 20 })),
    orNotFound(listConnections(ctx, { whose: 'own', states: ['Open'], pageSize: 100 })),
    orNotFound(listZliSignIns(ctx, {})),
    orNotFound(getOwnDeliveryProblem(ctx)),
  ]);
  if (!person || !active || !pending || !past || !sessions || !zli) return null;
  const me = { me: person.id, isAdmin: false };
  return (
    <>
      <PageHead title="My access" sub="Your active access. Each item expires automatically." />
      <DeliveryProblem why={undelivered} />
      {active.requests.length > 0 ? (
        <OwnAccessTable
          requests={active.requests}
          pendingTargets={new Set(pending.requests.map(({ target }) => target.id))}
          now={active.now}
        />
      ) : (
        <EmptyState
          icon={KeyRound}
          title="No active access"
          action={
            <Link href="/request-access" className={buttonClass('primary')}>
              Request access
            </Link>
          }
        >
          The connect command appears here once a request is approved.
        </EmptyState>
      )}
      {pending.requests.length > 0 && (
        <>
          <h2 className="mt-7 mb-2.5 font-bold">Pending requests</h2>
          <PendingTable requests={pending.requests} now={pending.now} {...me} decidable={new Set()} />
        </>
      )}
      {sessions.connections.length > 0 && (
        <>
          <h2 className="mt-7 mb-2.5 font-bold">Open sessions</h2>
          <OwnConnections connections={sessions.connections} />
        </>
      )}
      {zli.signIns.length > 0 && (
        <>
          <h2 className="mt-7 mb-2.5 font-bold">Signed-in devices (zli)</h2>
          <ZliTable signIns={zli.signIns} now={zli.now} email={null} />
        </>
      )}
      {past.requests.length > 0 && (
        <>
          <h2 className="mt-7 mb-2.5 font-bold">Past requests</h2>
          <HistoryTable
            label="Past requests"
            requests={past.requests}
            now={past.now}
            me={person.id}
            withRequester={false}
          />
          <Pager page={past.page} pages={past.pages} href={(to) => `/access?page=${to}`} />
        </>
      )}
      <Refresh {...(pending.requests.length > 0 && { seconds: 15 })} />
    </>
  );
}
