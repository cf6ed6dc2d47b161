import { Plug, SearchX, Server } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { TargetTable } from '@/components/catalog/target-table';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/page-head';
import { Pager } from '@/components/ui/pager';
import { Refresh } from '@/components/ui/refresh';
import { SearchForm } from '@/components/ui/search-form';
import { listRequestable, type RequestableList } from '@/lib/access/list-requestable';
import { currentPerson, requireContext } from '@/lib/auth/session';
import { oneOf, pageOf, type SearchParams } from '@/lib/web/filters/search-param';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Request access' };

export default async function TargetsPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const query = (oneOf(params.q) ?? '').trim().slice(0, 200);
  const ctx = await requireContext();
  const [list, person] = await Promise.all([
    orNotFound(listRequestable(ctx, { words: query, page: pageOf(params.page), forgiving: true })),
    currentPerson(),
  ]);
  if (!list) return null;
  const href = (page: number) =>
    `/request-access?${new URLSearchParams({ ...(query && { q: query }), page: String(page) })}`;
  return (
    <>
      <PageHead title="Request access" sub={subOf(list, query)}>
        <SearchForm
          label="Search targets"
          placeholder="Name, type or environment"
          action="/request-access"
          value={query}
        />
      </PageHead>
      {list.targets.length > 0 ? (
        <TargetTable targets={list.targets} now={list.now} />
      ) : (
        <NoTargets list={list} query={query} isAdmin={person?.role === 'Admin'} />
      )}
      <Pager page={list.page} pages={list.pages} total={list.total} href={href} />
      <Refresh />
    </>
  );
}

function subOf({ integrated, total, corrected }: RequestableList, query: string): string {
  if (!integrated || total === 0) return 'Targets you can request access to.';
  const count = total === 1 ? '1 target' : `${total} targets`;
  if (corrected !== null) return `No targets match “${query}”. ${count} found for “${corrected}”.`;
  return query
    ? `${count} found for “${query}”.`
    : `You can request access to ${count}. Access expires automatically.`;
}

function NoTargets({ list, query, isAdmin }: { list: RequestableList; query: string; isAdmin: boolean }) {
  if (!list.integrated) {
    return (
      <EmptyState
        icon={Plug}
        title="Slack is not connected yet"
        action={
          isAdmin && (
            <Link href="/settings/integrations/slack" className={buttonClass('primary')}>
              Connect Slack
            </Link>
          )
        }
      >
        {isAdmin
          ? 'Connect Slack to start: people request and approve access there.'
          : 'You can request access once an admin connects Slack.'}
      </EmptyState>
    );
  }
  if (query) {
    return (
      <EmptyState
        icon={SearchX}
        title={`No targets match “${query}”`}
        action={
          <Link href="/request-access" className={buttonClass()}>
            Show all targets
          </Link>
        }
      >
        Every word must appear in the name, type or environment.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Server}
      title="No targets available to you yet"
      action={
        isAdmin && (
          <Link href="/policies/new/just-in-time" className={buttonClass('primary')}>
            Create a just-in-time policy
          </Link>
        )
      }
    >
      {isAdmin
        ? 'No policy lets you request access yet.'
        : 'No policy lets you request access yet. Ask an admin to add you to one.'}
    </EmptyState>
  );
}
