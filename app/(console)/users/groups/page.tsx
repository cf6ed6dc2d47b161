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
  const query = (oneOf(params.q) ?? '').slice(0, 200);
  const ctx = await requireContext();
  const list = await orNotFound(listGroups(ctx, { query, page: pageOf(params.page) }));
  if (!list) return <OnlyAdmins action="view groups" />;
  const { groups, total, page, pages } = list;
  return (
    <>
      <PageHead
        title="Groups"
        sub={`${total === 1 ? '1 group' : `${total} groups`}. Your identity provider updates them at each sign-in.`}
      >
        <DirectoryTabs current="groups" />
      </PageHead>
      <div className="mb-3">
        <SearchForm label="Search groups" placeholder="Name" action="/users/groups" value={query} />
      </div>
      {groups.length > 0 ? (
        <GroupTable groups={groups} />
      ) : (
        <EmptyState icon={UsersRound} title={query ? `No groups match “${query}”` : 'No groups yet'}>
          {query
            ? 'Try another part of the name.'
            : 'Groups appear when people sign in and your identity provider sends the “groups” claim. You can then use them in policies.'}
        </EmptyState>
      )}
      <Pager
        page={page}
        pages={pages}
        href={(to) =>
          `/users/groups?${new URLSearchParams({ ...(query && { q: query }), page: String(to) })}`
        }
      />
    </>
  );
}
