import { UserSearch } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/page-head';
import { Pager } from '@/components/ui/pager';
import { SearchForm } from '@/components/ui/search-form';
import { DirectoryTabs } from '@/components/users/directory-tabs';
import { PeopleFilters } from '@/components/users/people-filters';
import { PeopleTable } from '@/components/users/people-table';
import { currentPerson, requireContext } from '@/lib/auth/session';
import { peopleColumns } from '@/lib/core/sort';
import { listPeople } from '@/lib/directory/list-people';
import { peopleChips, peopleFilterOf, readPeopleFilters } from '@/lib/web/filters/people-filter';
import { pageOf, type SearchParams } from '@/lib/web/filters/search-param';
import { readSort, sortLink, sortParam } from '@/lib/web/filters/sort-param';
import { orNotFound } from '@/lib/web/or-not-found';

export const metadata: Metadata = { title: 'People' };

export default async function UsersPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const filters = readPeopleFilters(params);
  const chosen = readSort(peopleColumns, params.sort);
  const sort = chosen ?? { by: 'person', descending: false };
  const sorted = sortParam(chosen);
  const ctx = await requireContext();
  const [list, person] = await Promise.all([
    orNotFound(listPeople(ctx, { ...peopleFilterOf(filters), sort, page: pageOf(params.page) })),
    currentPerson(),
  ]);
  if (!list || !person) return <OnlyAdmins action="view people" />;
  const { people, total, page, pages } = list;
  const href = (more: Record<string, string>) => {
    const query = new URLSearchParams(more).toString();
    return query ? `/users?${query}` : '/users';
  };
  const chips = peopleChips(filters, href);
  const { q: _, ...others } = filters;
  return (
    <>
      <PageHead
        title="People"
        sub={`${total === 1 ? '1 person' : `${total} people`}${chips.length > 0 ? ' found.' : '. People appear after their first sign-in. Groups come from your identity provider.'}`}
      >
        <DirectoryTabs current="people" />
      </PageHead>
      <div className="mb-3 flex flex-wrap items-start gap-x-3 gap-y-2">
        <SearchForm
          label="Search people"
          placeholder="Name or email"
          action="/users"
          value={filters.q ?? ''}
          keep={{ ...others, ...sorted }}
        />
        <PeopleFilters values={filters} chips={chips} />
      </div>
      {people.length > 0 ? (
        <PeopleTable
          people={people}
          me={person.id}
          sort={(column) => sortLink(column, sort, (order) => href({ ...filters, ...order }))}
        />
      ) : (
        <EmptyState
          icon={UserSearch}
          title="No matching people"
          action={
            <Link href="/users" className={buttonClass()}>
              Clear filters
            </Link>
          }
        >
          Change or clear the filters.
        </EmptyState>
      )}
      <Pager page={page} pages={pages} href={(to) => href({ ...filters, ...sorted, page: String(to) })} />
    </>
  );
}
