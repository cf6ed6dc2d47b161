import type { Metadata } from 'next';
import Link from 'next/link';
import { HistoryTable } from '@/components/requests/history-table';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { buttonClass } from '@/components/ui/button-class';
import { PageHead } from '@/components/ui/page-head';
import { EndAllAccess } from '@/components/users/end-all-access';
import { PersonActions } from '@/components/users/person-actions';
import { PersonFacts } from '@/components/users/person-facts';
import { ZliTable } from '@/components/users/zli-table';
import { listRequests } from '@/lib/access/list-requests';
import { currentPerson, requireContext } from '@/lib/auth/session';
import { getPerson } from '@/lib/directory/get-person';
import { listZliSignIns } from '@/lib/tokens/list-zli-sign-ins';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Person' };

export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: userId } = await params;
  const ctx = await requireContext();
  const [found, me] = await Promise.all([orNotFound(getPerson(ctx, { userId })), currentPerson()]);
  if (!found || !me) return <OnlyAdmins what="see the people of the organization" />;
  const whose = { whose: 'all', requesterId: userId };
  const [live, waiting, recent, zli] = await Promise.all([
    listRequests(ctx, { ...whose, standing: 'live' }),
    listRequests(ctx, { ...whose, standing: 'waiting', pageSize: 1 }),
    listRequests(ctx, { ...whose, standing: 'decided', pageSize: 10 }),
    listZliSignIns(ctx, { userId }),
  ]);
  const about = { now: live.now, me: me.id, isAdmin: true };
  const isMe = me.id === userId;
  return (
    <>
      <PageHead
        title={found.name}
        above={
          <Link href="/users" className="hover:text-ink hover:underline">
            Users
          </Link>
        }
        sub={found.name === found.email ? undefined : found.email}
      >
        <PersonActions
          userId={userId}
          email={found.email}
          role={found.role}
          enabled={found.disabledAt === null}
          isMe={isMe}
        />
      </PageHead>
      <div className="flex flex-col gap-6">
        <PersonFacts person={found} />
        <section aria-labelledby="live">
          <div className="mb-2.5 flex flex-wrap items-center gap-3">
            <h2 id="live" className="grow font-bold">
              {live.total === 0 ? 'No live access' : `Live access: ${live.total}`}
              {waiting.total > 0 && (
                <span className="font-normal text-muted"> · {waiting.total} waiting</span>
              )}
            </h2>
            {live.total + waiting.total > 0 && (
              <EndAllAccess userId={userId} email={found.email} isMe={isMe} />
            )}
          </div>
          {live.requests.length > 0 && (
            <HistoryTable label="Live access" requests={live.requests} {...about} />
          )}
        </section>
        {zli.signIns.length > 0 && (
          <section aria-labelledby="zli">
            <h2 id="zli" className="mb-2.5 font-bold">
              Where zli acts for {isMe ? 'you' : 'them'}
            </h2>
            <ZliTable signIns={zli.signIns} now={zli.now} email={isMe ? null : found.email} />
          </section>
        )}
        <section aria-labelledby="recent">
          <div className="mb-2.5 flex flex-wrap items-center gap-3">
            <h2 id="recent" className="grow font-bold">
              {recent.total === 0 ? 'Nothing was decided yet' : 'Recently decided'}
            </h2>
            <Link
              href={`/requests?${new URLSearchParams({ show: 'all', person: found.email })}`}
              className={buttonClass('quiet')}
            >
              All requests
            </Link>
            <Link
              href={`/audit?${new URLSearchParams({ person: found.email })}`}
              className={buttonClass('quiet')}
            >
              Audit log
            </Link>
          </div>
          {recent.requests.length > 0 && (
            <HistoryTable label="Decided" requests={recent.requests} {...about} />
          )}
        </section>
      </div>
    </>
  );
}
