import type { Metadata } from 'next';
import Link from 'next/link';
import { HistoryTable } from '@/components/requests/history-table';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { buttonClass } from '@/components/ui/button-class';
import { PageHead } from '@/components/ui/page-head';
import { ChangeEmail } from '@/components/users/change-email';
import { EndAllAccess } from '@/components/users/end-all-access';
import { IdentityClaims } from '@/components/users/identity-claims';
import { PersonActions } from '@/components/users/person-actions';
import { PersonFacts } from '@/components/users/person-facts';
import { ZliTable } from '@/components/users/zli-table';
import { listRequests } from '@/lib/access/list-requests';
import { currentPerson, requireContext } from '@/lib/auth/session';
import { getPerson } from '@/lib/directory/get-person';
import { listZliSignIns } from '@/lib/tokens/list-zli-sign-ins';
import { loadOnce } from '@/lib/web/load-once';

type Props = { params: Promise<{ id: string }> };

const loadPerson = loadOnce((ctx, userId) => getPerson(ctx, { userId }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const person = await loadPerson((await params).id);
  return { title: person?.email ?? 'Person' };
}

export default async function PersonPage({ params }: Props) {
  const { id: userId } = await params;
  const ctx = await requireContext();
  const [found, me] = await Promise.all([loadPerson(userId), currentPerson()]);
  if (!found || !me) return <OnlyAdmins action="view people" />;
  const ofPerson = { whose: 'all', requesterId: userId };
  const [active, pending, past, zli] = await Promise.all([
    listRequests(ctx, { ...ofPerson, status: 'live' }),
    listRequests(ctx, { ...ofPerson, status: 'waiting', pageSize: 1 }),
    listRequests(ctx, { ...ofPerson, status: 'decided', pageSize: 10 }),
    listZliSignIns(ctx, { userId }),
  ]);
  const about = { now: active.now, me: me.id, withRequester: false };
  const isMe = me.id === userId;
  const isPerson = found.kind === 'User';
  const isKey = found.kind === 'ApiKey';
  return (
    <>
      <PageHead
        title={found.email}
        above={
          <Link href={isKey ? '/settings/api-keys' : '/users'} className="hover:text-ink hover:underline">
            {isKey ? 'API keys' : 'People'}
          </Link>
        }
        sub={isKey || found.name === found.email ? undefined : found.name}
      >
        {isPerson && (
          <>
            <ChangeEmail userId={userId} email={found.email} hasSignedIn={found.lastLoginAt !== null} />
            <PersonActions
              userId={userId}
              email={found.email}
              role={found.role}
              enabled={found.disabledAt === null}
              isMe={isMe}
            />
          </>
        )}
      </PageHead>
      <div className="flex flex-col gap-6">
        <IdentityClaims email={found.email} claims={found.claims} />
        <PersonFacts person={found} />
        <section aria-labelledby="active">
          <div className="mb-2.5 flex flex-wrap items-center gap-3">
            <h2 id="active" className="grow font-bold">
              {active.total === 0 ? 'No active access' : `Active access: ${active.total}`}
              {pending.total > 0 && (
                <span className="font-normal text-muted"> · {pending.total} pending</span>
              )}
            </h2>
            {active.total + pending.total > 0 && (
              <EndAllAccess userId={userId} email={found.email} isMe={isMe} />
            )}
          </div>
          {active.requests.length > 0 && (
            <HistoryTable label="Active access" requests={active.requests} {...about} />
          )}
        </section>
        {zli.signIns.length > 0 && (
          <section aria-labelledby="zli">
            <h2 id="zli" className="mb-2.5 font-bold">
              Signed-in devices (zli)
            </h2>
            <ZliTable signIns={zli.signIns} now={zli.now} email={isMe ? null : found.email} />
          </section>
        )}
        <section aria-labelledby="past">
          <div className="mb-2.5 flex flex-wrap items-center gap-3">
            <h2 id="past" className="grow font-bold">
              {past.total === 0 ? 'No past requests' : 'Past requests'}
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
          {past.requests.length > 0 && (
            <HistoryTable label="Past requests" requests={past.requests} {...about} />
          )}
        </section>
      </div>
    </>
  );
}
