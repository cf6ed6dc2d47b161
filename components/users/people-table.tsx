import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { PeopleList } from '@/lib/directory/list-people';
import { PersonActions } from './person-actions';
import { PersonLabel } from './person-label';
import { RoleBadge } from './role-badge';
import { SlackBadge } from './slack-badge';

/** The people of the organization, with an admin's actions. */
export function PeopleTable({ people, me }: { people: PeopleList['people']; me: string }) {
  return (
    <Table
      label="Users"
      head={
        <>
          <Column width="md:w-[26%]">Person</Column>
          <Column width="md:w-[11%]">Role</Column>
          <Column>Groups</Column>
          <Column width="md:w-[15%]">Slack</Column>
          <Column width="md:w-[13%]">Last sign-in</Column>
          <Column width="md:w-px" hidden>
            Actions
          </Column>
        </>
      }
    >
      {people.map((person) => (
        <Row key={person.id}>
          <Cell>
            <PersonLabel person={person} isMe={person.id === me} href={`/users/${person.id}`} />
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
