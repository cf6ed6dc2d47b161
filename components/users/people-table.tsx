import { Ban, CircleCheck, CircleDashed, Link2, ShieldCheck, User } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { listPeople } from '@/lib/directory/list-people';
import { PersonActions } from './person-actions';

type PersonRow = Awaited<ReturnType<typeof listPeople>>[number];

/** Everybody of the organization, with what an admin can change. */
export function PeopleTable({ people, me }: { people: readonly PersonRow[]; me: string }) {
  return (
    <Table
      label="Users"
      head={
        <>
          <Column width="md:w-[26%]">Who</Column>
          <Column width="md:w-[11%]">Role</Column>
          <Column>Groups</Column>
          <Column width="md:w-[15%]">Slack</Column>
          <Column width="md:w-[13%]">Last sign-in</Column>
          <Column width="md:w-px" hidden>
            Change
          </Column>
        </>
      }
    >
      {people.map((person) => (
        <Row key={person.id}>
          <Cell>
            <span className="font-semibold break-words">{person.name}</span>
            {person.id === me && <span className="text-muted"> (you)</span>}
            {person.name !== person.email && (
              <span className="block break-words text-muted">{person.email}</span>
            )}
          </Cell>
          <Cell inline>
            <Role person={person} />
          </Cell>
          <Cell label="Groups">
            <span className="text-muted">{person.groups.map(({ name }) => name).join(', ') || 'None'}</span>
          </Cell>
          <Cell inline label="Slack">
            <Slack state={person.slack} />
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

function Role({ person }: { person: PersonRow }) {
  if (person.disabledAt) {
    return (
      <Badge tone="bad" icon={Ban}>
        Disabled
      </Badge>
    );
  }
  return person.role === 'Admin' ? (
    <Badge tone="accent" icon={ShieldCheck}>
      Admin
    </Badge>
  ) : (
    <Badge tone="neutral" icon={User}>
      User
    </Badge>
  );
}

function Slack({ state }: { state: PersonRow['slack'] }) {
  if (state === 'linked') {
    return (
      <Badge tone="ok" icon={Link2}>
        Linked
      </Badge>
    );
  }
  return state === 'matched' ? (
    <Badge tone="neutral" icon={CircleCheck}>
      Matched by e-mail
    </Badge>
  ) : (
    <Badge tone="neutral" icon={CircleDashed}>
      Not seen
    </Badge>
  );
}
