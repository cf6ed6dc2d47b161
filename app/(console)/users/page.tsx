import type { Metadata } from 'next';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { PageHead } from '@/components/ui/page-head';
import { PeopleTable } from '@/components/users/people-table';
import { currentPerson, requireContext } from '@/lib/auth/session';
import { listPeople } from '@/lib/directory/list-people';
import { forPage } from '@/lib/web/for-page';

export const metadata: Metadata = { title: 'Users' };

export default async function UsersPage() {
  const ctx = await requireContext('/users');
  const [people, person] = await Promise.all([forPage(listPeople(ctx)), currentPerson()]);
  if (!people || !person) return <OnlyAdmins what="see the people of the organization" />;
  const count = people.length === 1 ? '1 person' : `${people.length} people`;
  return (
    <>
      <PageHead
        title="Users"
        sub={`${count}. Whoever signs in appears here; groups come from your identity provider.`}
      />
      <PeopleTable people={people} me={person.id} />
    </>
  );
}
