import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { PeopleSort } from '@/lib/core/sort';
import type { PeopleList } from '@/lib/directory/list-people';
import type { SortLink } from '@/lib/web/filters/sort-param';
import { PersonActions } from './person-actions';
import { PersonLabel } from './person-label';
import { RoleBadge } from './role-badge';
import { SlackBadge } from './slack-badge';

type Props = {
  people: PeopleList['people'];
  /** the reader's id */
  me: string;
  sort: (column: PeopleSort['by']) => SortLink;
};

/** The people of the organization, with an admin's actions. */
export function PeopleTable({ people, me, sort }: Props) {
  return (
    <Table
      label="Users"
      head={
        <>
          <Column width="md:w-[26%]" sort={sort('person')}>
            Person
          </Column>
          <Column width="md:w-[11%]" sort={sort('role')}>
            Role
          </Column>
          <Column>Groups</Column>
          <Column width="md:w-[15%]" sort={sort('slack')}>
            Slack
          </Column>
          <Column width="md:w-[13%]" sort={sort('lastSignIn')}>
            Last sign-in
          </Column>
          <Column width="md:w-px" hidden>
            Actions
          </Column>
        </>
      }
    >
      {people.map((person) => (
        <Row key={person.id}>
          <Cell>
            <PersonLabel person={person} isMe={person.id === me} href={`/users/${person.id}`} opensRow />
          </Cell>
          <Cell inline>
            <RoleBadge role={person.role} disabled={person.disabledAt !== null} />
          </Cell>
          <Cell label="Groups">
            <span className="text-muted">{person.groups.map(({ name }) => name).join(', ') || 'None'}</span>
          </Cell>
          <Cell inline label="Slack">
            <SlackBadge status={person.slack} />
          </Cell>
          <Cell inline label="Last sign-in">
            <span className="text-muted">
              {person.lastLoginAt ? <Time at={person.lastLoginAt} /> : 'Never'}
            </span>
          </Cell>
          <Cell end>
            <PersonActions
              userId={person.id}
              email={person.email}
              role={person.role}
              enabled={person.disabledAt === null}
              isMe={person.id === me}
            />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
