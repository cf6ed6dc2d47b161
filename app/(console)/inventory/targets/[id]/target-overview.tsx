import Link from 'next/link';
import type { ReactNode } from 'react';
import { HistoryTable } from '@/components/requests/history-table';
import { PendingTable } from '@/components/requests/pending-table';
import { Card, CardSection } from '@/components/ui/card';
import { Refresh } from '@/components/ui/refresh';
import { Time } from '@/components/ui/time';
import { listRequests } from '@/lib/access/list-requests';
import { currentPerson } from '@/lib/auth/session';
import { listConnections } from '@/lib/connections/list-connections';
import type { Context } from '@/lib/context';
import { formatPolicyType } from '@/lib/core/policy/policy';
import { formatAccessSpec } from '@/lib/core/text/target';
import { listTargetPolicies } from '@/lib/policies/list-target-policies';

type Props = { ctx: Context; targetId: string; name: string };

/** Who can use a target now, who wants to, which policies reach it, and its last session. */
export async function TargetOverview({ ctx, targetId, name }: Props) {
  const [active, pending, sessions, policies, me] = await Promise.all([
    listRequests(ctx, { whose: 'all', targetId, status: 'live' }),
    listRequests(ctx, { whose: 'all', targetId, status: 'waiting' }),
    listConnections(ctx, { whose: 'all', targetId, pageSize: 1 }),
    listTargetPolicies(ctx, { targetId }),
    currentPerson(),
  ]);
  const about = { now: active.now, me: me?.id ?? '', isAdmin: true };
  return (
    <div className="flex flex-col gap-6">
      <Section title="Active access" total={active.total} none="No one has active access through a request.">
        <HistoryTable label="Active access" requests={active.requests} withRequester {...about} />
      </Section>
      <Section title="Pending requests" total={pending.total} none="No pending requests.">
        <PendingTable requests={pending.requests} decidable={pending.decidable} {...about} />
      </Section>
      <Card label="Policies and last session">
        <CardSection
          title="Policies that reach it"
          hint={
            policies.length > 0 ? (
              <Link href={`/policies/simulator?ask=target&id=${targetId}`} className="underline">
                Who can request {name}
              </Link>
            ) : (
              'No policy covers this target, so no one can use it.'
            )
          }
        >
          <ul className="flex flex-col gap-1">
            {policies.map(({ id, name, type }) => (
              <li key={id}>
                <Link href={`/policies/${id}`} className="break-words hover:underline">
                  {name}
                </Link>{' '}
                <span className="text-sm text-muted">{formatPolicyType(type)}</span>
              </li>
            ))}
          </ul>
        </CardSection>
        <CardSection title="Last session">
          <LastSession session={sessions.connections[0]} />
        </CardSection>
      </Card>
      <Refresh />
    </div>
  );
}

type Session = Awaited<ReturnType<typeof listConnections>>['connections'][number];

function LastSession({ session }: { session: Session | undefined }) {
  if (!session) return <p className="text-muted">No one has connected yet.</p>;
  const { person, openedAt, state } = session;
  return (
    <p className="break-words">
      <Link href={`/users/${person.id}`} className="underline underline-offset-2">
        {person.email}
      </Link>{' '}
      {formatAccessSpec(session)}, <Time at={openedAt} />
      {state === 'Open' && ', still open'}
    </p>
  );
}

type SectionProps = { title: string; total: number; none: string; children: ReactNode };

function Section({ title, total, none, children }: SectionProps) {
  return (
    <section aria-label={title}>
      <h2 className="mb-2 font-semibold">
        {title} {total > 0 && <span className="font-medium text-muted">{total}</span>}
      </h2>
      {total > 0 ? children : <p className="text-muted">{none}</p>}
    </section>
  );
}
