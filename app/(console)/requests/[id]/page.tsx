import { UserRoundCheck } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { CancelButton } from '@/components/requests/cancel-button';
import { ConnectLine } from '@/components/requests/connect-line';
import { EndNowButton, RevokeButton } from '@/components/requests/end-button';
import { History } from '@/components/requests/history';
import { ReceiptDialog } from '@/components/requests/receipt-dialog';
import { RequestFacts } from '@/components/requests/request-facts';
import { ReviewButtons } from '@/components/requests/review-buttons';
import { StatusBadge } from '@/components/requests/status-badge';
import { TimeLine } from '@/components/requests/time-line';
import { Badge } from '@/components/ui/badge';
import { Card, CardSection } from '@/components/ui/card';
import { PageHead } from '@/components/ui/page-head';
import { Refresh } from '@/components/ui/refresh';
import { getRequest, type RequestDetail } from '@/lib/access/get-request';
import { currentPerson, requireContext } from '@/lib/auth/session';
import { listConnections } from '@/lib/connections/list-connections';
import { statusAt } from '@/lib/core/access/request';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Request' };

export default async function RequestPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await requireContext();
  const [detail, person] = await Promise.all([
    orNotFound(getRequest(ctx, { requestId: id })),
    currentPerson(),
  ]);
  if (!detail || !person) return null;
  const { request, history, now } = detail;
  const whose = person.role === 'Admin' ? 'all' : 'own';
  const connections = await listConnections(ctx, { whose, requestId: id, pageSize: 5 });
  const standing = statusAt(request, now);
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
        <Deciding detail={detail} isAdmin={person.role === 'Admin'} />
      </PageHead>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_372px]">
        <Card label="Request">
          <CardSection>
            <RequestFacts request={request} isAdmin={person.role === 'Admin'} />
          </CardSection>
          {standing === 'Active' && detail.isOwner && (
            <CardSection title="Connect" hint="Run this where zli is signed in as you.">
              <ConnectLine request={request} />
            </CardSection>
          )}
          <CardSection title="Why?">
            <ReceiptDialog receipt={request.receipt} />
          </CardSection>
          <CardSection title="History">
            <History events={history} />
          </CardSection>
        </Card>
        <Card label="States">
          <CardSection title="How it goes">
            <TimeLine request={request} now={now} connections={connections} />
          </CardSection>
        </Card>
      </div>
      <Refresh {...(isMoving(detail) && { seconds: 10 })} />
    </>
  );
}

/** Will it go on by itself, by a decision, by its end, or by a door that is being tried? */
function isMoving({ request, now }: RequestDetail): boolean {
  const standing = statusAt(request, now);
  if (standing === 'Pending' || standing === 'Active') return true;
  return request.revocationCheck?.state === 'Pending' || request.revocationCheck?.state === 'StillOpen';
}

/** What the reader may do with the request as it stands now. */
function Deciding({ detail, isAdmin }: { detail: RequestDetail; isAdmin: boolean }) {
  const { request, isOwner, mayReview, now } = detail;
  const about = { requestId: request.id, target: request.target.name };
  const standing = statusAt(request, now);
  if (standing === 'Active') {
    return isOwner ? <EndNowButton {...about} /> : <RevokeButton {...about} who={request.requester.email} />;
  }
  if (standing !== 'Pending') return null;
  return (
    <>
      {isOwner && isAdmin && !mayReview && (
        <Badge tone="neutral" icon={UserRoundCheck}>
          Another admin decides
        </Badge>
      )}
      {isOwner && <CancelButton {...about} />}
      {mayReview && <ReviewButtons {...about} who={request.requester.email} />}
    </>
  );
}
