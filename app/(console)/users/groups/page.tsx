import { UsersRound } from 'lucide-react';
import type { Metadata } from 'next';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/page-head';
import { Pager } from '@/components/ui/pager';
import { SearchForm } from '@/components/ui/search-form';
import { DirectoryTabs } from '@/components/users/directory-tabs';
import { GroupTable } from '@/components/users/group-table';
import { requireContext } from '@/lib/auth/session';
import { listGroups } from '@/lib/directory/list-groups';
import { oneOf, pageOf, type SearchParams } from '@/lib/web/filters/search-param';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'Groups' };

export default async function GroupsPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const words = (oneOf(params.q) ?? '').slice(0, 200);
  const ctx = await requireContext();
  const list = await orNotFound(listGroups(ctx, { query: words, page: pageOf(params.page) }));
  if (!list) return <OnlyAdmins what="see the groups of the organization" />;
  const { groups, total, page, pages } = list;
  return (
    <>
      <PageHead
        title="Groups"
        sub={`${total === 1 ? '1 group' : `${total} groups`}. They come from your identity provider with each sign-in.`}
      >
        <DirectoryTabs current="groups" />
      </PageHead>
      <div className="mb-3">
        <SearchForm label="Search groups" placeholder="Name" action="/users/groups" value={words} />
      </div>
      {groups.length > 0 ? (
        <GroupTable groups={groups} />
      ) : (
        <EmptyState
          icon={UsersRound}
          title={words ? `No group is called “${words}”` : 'There are no groups yet'}
        >
          {words
            ? 'Search for another part of the name.'
            : 'Your provider names a person’s groups when they sign in, in the claim “groups”. A policy can then be for a group.'}
        </EmptyState>
      )}
      <Pager
        page={page}
        pages={pages}
        href={(to) =>
          `/users/groups?${new URLSearchParams({ ...(words && { q: words }), page: String(to) })}`
        }
      />
    </>
  );
}
