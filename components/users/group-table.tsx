import Link from 'next/link';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import type { GroupList } from '@/lib/directory/list-groups';

/** Groups, with the number of their members and the policies that use them. */
export function GroupTable({ groups }: { groups: GroupList['groups'] }) {
  return (
    <Table
      label="Groups"
      head={
        <>
          <Column width="md:w-[30%]">Group</Column>
          <Column width="md:w-[15%]">People</Column>
          <Column>Used in policies</Column>
        </>
      }
    >
      {groups.map(({ id, name, aliases, memberCount, policies }) => (
        <Row key={id}>
          <Cell>
            <span className="font-semibold break-words">{name}</span>
            {name !== id && <span className="block text-sm break-all text-muted">{id}</span>}
            {aliases.map((alias) => (
              <span key={alias.id} className="block text-sm break-all text-muted">
                Also {alias.id}
              </span>
            ))}
          </Cell>
          <Cell label="People">
            <Link
              href={`/users?${new URLSearchParams({ group: id })}`}
              className="underline underline-offset-2 hover:text-accent"
            >
              {memberCount === 1 ? '1 person' : `${memberCount} people`}
              <span className="sr-only"> in {name}</span>
            </Link>
          </Cell>
          <Cell label="Used in policies">
            {policies.length === 0 ? (
              <span className="text-muted">None</span>
            ) : (
              <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
                {policies.map((policy) => (
                  <li key={policy.id}>
                    <Link href={`/policies/${policy.id}`} className="underline underline-offset-2">
                      {policy.name}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
