import { AppWindow } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { cache } from 'react';
import { RequestButton } from '@/components/catalog/request-button';
import { buttonClass } from '@/components/ui/button-class';
import { Card, CardSection } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { Refresh } from '@/components/ui/refresh';
import { requireContext } from '@/lib/auth/session';
import { getWebAccess, type WebAccess } from '@/lib/connections/get-web-access';
import { oneOf, type SearchParams } from '@/lib/web/filters/search-param';
import { refusalText } from '@/lib/web/refusal-text';

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

/** Once for the title and the page: the web app, or why the reader can't access it. */
const loadAccess = cache(async (targetId: string) =>
  getWebAccess(await requireContext(), { targetId }).catch(refusalText),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await loadAccess((await params).id);
  return { title: typeof found === 'string' ? 'Web app' : found.target.name };
}

/** People who open a web app without access are redirected here. Shows how to get access. */
export default async function ConnectPage({ params, searchParams }: Props) {
  const { id: targetId } = await params;
  const query = await searchParams;
  const hasOldProxy = oneOf(query.problem) === 'proxy';
  const to = hasOldProxy ? '/' : (oneOf(query.to) ?? '/');
  const found = await loadAccess(targetId);
  if (typeof found === 'string') {
    return (
      <>
        <h1 className="sr-only">Web app</h1>
        <EmptyState
          icon={AppWindow}
          title="You can’t access this web app"
          action={
            <Link href="/request-access" className={buttonClass()}>
              See available targets
            </Link>
          }
        >
          {found}
        </EmptyState>
      </>
    );
  }
  const { name, environment } = found.target;
  return (
    <div className="mx-auto max-w-xl">
      <PageHead title={name} sub={`Web app in ${environment}`} />
      {hasOldProxy && (
        <div className="mb-4">
          <Notice tone="bad">
            The proxy of {name} has the lines of an earlier version, so this web app can’t be opened. Ask an
            admin to set it up again, under Targets.
          </Notice>
        </div>
      )}
      <Card label="Access">
        <CardSection>
          <AccessStatus found={found} to={to} />
        </CardSection>
      </Card>
      <Refresh seconds={5} />
    </div>
  );
}

function AccessStatus({ found, to }: { found: WebAccess; to: string }) {
  const { target, allowed, open, requestable } = found;
  if (allowed) {
    const start = `/api/v2/web/${target.id}/start?${new URLSearchParams({ to })}`;
    return (
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>You have access.</p>
        {/* Leads to another host, so the browser itself must follow it. */}
        <a href={start} className={buttonClass('primary')}>
          Open {target.name}
        </a>
      </div>
    );
  }
  if (open) {
    return (
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>Your request is pending. This page updates when it is approved.</p>
        <Link href={`/requests/${open.id}`} className={buttonClass()}>
          View request
        </Link>
      </div>
    );
  }
  if (!requestable) {
    return (
      <Notice tone="warn">
        You don’t have access to this web app, and no policy lets you request it. Ask an admin to add you to a
        policy.
      </Notice>
    );
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p>You don’t have access now. You can open the app once your request is approved.</p>
      <RequestButton targetId={target.id} name={target.name} />
    </div>
  );
}
