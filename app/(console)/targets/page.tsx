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

export const metadata: Metadata = { title: 'Targets' };

export default async function TargetsPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const words = (oneOf(params.q) ?? '').trim().slice(0, 200);
  const ctx = await requireContext();
  const [list, person] = await Promise.all([
    orNotFound(listRequestable(ctx, { words, page: pageOf(params.page) })),
    currentPerson(),
  ]);
  if (!list) return null;
  const href = (page: number) =>
    `/targets?${new URLSearchParams({ ...(words && { q: words }), page: String(page) })}`;
  return (
    <>
      <PageHead title="Targets" sub={subOf(list, words)}>
        <SearchForm
          label="Search targets"
          placeholder="Name, type or environment"
          action="/targets"
          value={words}
        />
      </PageHead>
      {list.targets.length > 0 ? (
        <TargetTable targets={list.targets} now={list.now} />
      ) : (
        <Nothing list={list} words={words} isAdmin={person?.role === 'Admin'} />
      )}
      <Pager page={list.page} pages={list.pages} href={href} />
      <Refresh />
    </>
  );
}

function subOf({ integrated, total }: RequestableList, words: string): string {
  if (!integrated || total === 0) return 'What you may ask for stands here.';
  const count = total === 1 ? '1 target' : `${total} targets`;
  return words ? `${count} for “${words}”.` : `You may ask for ${count}. Access ends by itself.`;
}

function Nothing({ list, words, isAdmin }: { list: RequestableList; words: string; isAdmin: boolean }) {
  if (!list.integrated) {
    return (
      <EmptyState
        icon={Plug}
        title="Slack is not integrated yet"
        action={
          isAdmin && (
            <Link href="/settings/integrations/slack" className={buttonClass('primary')}>
              Go to the integration
            </Link>
          )
        }
      >
        {isAdmin
          ? 'Requests are asked for and decided in Slack, so nothing can be asked for until it is integrated.'
          : 'Nothing can be asked for until an admin has integrated it. Ask one of them.'}
      </EmptyState>
    );
  }
  if (words) {
    return (
      <EmptyState
        icon={SearchX}
        title={`No target for “${words}”`}
        action={
          <Link href="/targets" className={buttonClass()}>
            Show all targets
          </Link>
        }
      >
        Every word must occur in the name, the type or the environment.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Server}
      title="There is nothing you may ask for yet"
      action={
        isAdmin && (
          <Link href="/policies/new/just-in-time" className={buttonClass('primary')}>
            Write a just-in-time policy
          </Link>
        )
      }
    >
      {isAdmin
        ? 'A just-in-time policy says who may ask for what. None names you.'
        : 'An admin says who may ask for what. Ask one of them for a policy.'}
    </EmptyState>
  );
}
