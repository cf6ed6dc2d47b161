import { AppWindow } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { RequestButton } from '@/components/catalog/request-button';
import { buttonClass } from '@/components/ui/button-class';
import { Card, CardSection } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { Refresh } from '@/components/ui/refresh';
import { requireContext } from '@/lib/auth/session';
import { getWebAccess, type WebAccess } from '@/lib/connections/get-web-access';
import { AccessError } from '@/lib/core/error';
import { oneOf, type SearchParams } from '@/lib/web/filters/search-param';

export const metadata: Metadata = { title: 'Web app' };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

/** Where somebody lands who opens a web app without access: why, and how to get in. */
export default async function ConnectPage({ params, searchParams }: Props) {
  const { id: targetId } = await params;
  const to = oneOf((await searchParams).to) ?? '/';
  const ctx = await requireContext();
  const found = await getWebAccess(ctx, { targetId }).catch(whyNot);
  if (typeof found === 'string') {
    return (
      <>
        <h1 className="sr-only">Web app</h1>
        <EmptyState
          icon={AppWindow}
          title="You have no access to this web app"
          action={
            <Link href="/targets" className={buttonClass()}>
              See what you may ask for
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
      <Card label="Access">
        <CardSection>
          <Standing found={found} to={to} />
        </CardSection>
      </Card>
      <Refresh seconds={5} />
    </div>
  );
}

function Standing({ found, to }: { found: WebAccess; to: string }) {
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
        <p>Your request waits for an admin. This page goes on when it is approved.</p>
        <Link href={`/requests/${open.id}`} className={buttonClass()}>
          See it
        </Link>
      </div>
    );
  }
  if (!requestable) {
    return (
      <Notice tone="warn">
        You have no access to it, and may not ask for it. Ask an admin for a policy that names you.
      </Notice>
    );
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p>You have no access to it now. Say why you need it, and you are let in once it is approved.</p>
      <RequestButton targetId={target.id} name={target.name} />
    </div>
  );
}

function whyNot(error: unknown): string {
  if (error instanceof AccessError) return error.message;
  throw error;
}
