import { UserRoundCheck } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { MoreTimeButton } from '@/components/catalog/more-time-button';
import { CancelButton } from '@/components/requests/cancel-button';
import { ConnectLine } from '@/components/requests/connect-line';
import { EndNowButton, RevokeButton } from '@/components/requests/end-buttons';
import { PolicyMatch } from '@/components/requests/policy-match';
import { RequestAxis } from '@/components/requests/request-axis';
import { RequestFacts } from '@/components/requests/request-facts';
import { RequestHistory } from '@/components/requests/request-history';
import { ReviewButtons } from '@/components/requests/review-buttons';
import { ReviewContext } from '@/components/requests/review-context';
import { StatusBadge } from '@/components/requests/status-badge';
import { TimeLine } from '@/components/requests/time-line';
import { Badge } from '@/components/ui/badge';
import { Card, CardSection } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { PageHead } from '@/components/ui/page-head';
import { Refresh } from '@/components/ui/refresh';
import { getRequest, type RequestDetail } from '@/lib/access/get-request';
import { currentPerson, requireContext } from '@/lib/auth/session';
import { listConnections } from '@/lib/connections/list-connections';
import { statusAt } from '@/lib/core/access/request';
import { loadOnce } from '@/lib/web/load-once';

type Props = { params: Promise<{ id: string }> };

const loadRequest = loadOnce((ctx, requestId) => getRequest(ctx, { requestId }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const detail = await loadRequest((await params).id);
  return {
    title: detail ? `${detail.request.target.name} for ${detail.request.requester.email}` : 'Request',
  };
}

export default async function RequestPage({ params }: Props) {
  const { id } = await params;
  const ctx = await requireContext();
  const [detail, person] = await Promise.all([loadRequest(id), currentPerson()]);
  if (!detail || !person) return null;
  const { request, history, now } = detail;
  const whose = person.role === 'Admin' ? 'all' : 'own';
  const connections = await listConnections(ctx, { whose, requestId: id, pageSize: 50 });
  const status = statusAt(request, now);
  return (
    <>
      <PageHead
        above={
          <Link href="/requests" className="hover:text-ink hover:underline">
            Requests
          </Link>
        }
        title={
          <span className="inline-flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <span>
              {request.target.name}{' '}
              <span className="font-medium text-muted">for {request.requester.email}</span>
            </span>
            <StatusBadge request={request} now={now} />
          </span>
        }
      >
        <RequestActions detail={detail} isAdmin={person.role === 'Admin'} />
      </PageHead>
      <RequestAxis request={request} now={now} sessions={connections.connections} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_372px]">
        <Card label="Request">
          <CardSection>
            <RequestFacts request={request} isAdmin={person.role === 'Admin'} />
          </CardSection>
          {detail.context && (
            <CardSection title="Before you decide">
              <ReviewContext context={detail.context} />
            </CardSection>
          )}
          {status === 'Active' && detail.isOwner && (
            <CardSection title="Connect" hint="Run this command on a device where you are signed in to zli.">
              <ConnectLine request={request} />
            </CardSection>
          )}
          <CardSection title="Policy details">
            <PolicyMatch receipt={request.receipt} />
          </CardSection>
        </Card>
        <Card label="Timeline">
          <CardSection title="Timeline">
            <TimeLine
              request={request}
              now={now}
              connections={{ ...connections, connections: connections.connections.slice(0, 5) }}
            />
          </CardSection>
          <CardSection>
            <Disclosure summary={`All ${history.length} recorded events`}>
              <RequestHistory events={history} />
            </Disclosure>
          </CardSection>
        </Card>
      </div>
      <Refresh {...(isMoving(detail) && { seconds: 10 })} />
    </>
  );
}

/** Whether the status can still change: by a decision, by its end, or by a revocation check. */
function isMoving({ request, now }: RequestDetail): boolean {
  const status = statusAt(request, now);
  if (status === 'Pending' || status === 'Active') return true;
  return request.revocationCheck?.state === 'Pending' || request.revocationCheck?.state === 'StillOpen';
}

/** What the reader can do with the request in its current status. */
function RequestActions({ detail, isAdmin }: { detail: RequestDetail; isAdmin: boolean }) {
  const { request, isOwner, mayReview, now } = detail;
  const about = { requestId: request.id, target: request.target.name };
  const status = statusAt(request, now);
  if (status === 'Active') {
    return isOwner ? (
      <>
        {detail.mayFollow && request.grant && (
          <MoreTimeButton request={request} end={request.grant.expiresAt} now={now} />
        )}
        <EndNowButton {...about} />
      </>
    ) : (
      <RevokeButton {...about} requester={request.requester.email} />
    );
  }
  if (status !== 'Pending') return null;
  return (
    <>
      {isAdmin && !mayReview && (
        <Badge tone="neutral" icon={UserRoundCheck}>
          Needs another admin
        </Badge>
      )}
      {isOwner && <CancelButton {...about} />}
      {mayReview && <ReviewButtons {...about} requester={request.requester.email} />}
    </>
  );
}
