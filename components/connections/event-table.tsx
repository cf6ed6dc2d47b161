import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { PersonLabel } from '@/components/users/person-label';
import type { ConnectionEventRow } from '@/lib/connections/list-connection-events';
import { formatAccessSpec } from '@/lib/core/text/target';

/** Events of sessions, newest first. */
export function EventTable({ events }: { events: readonly ConnectionEventRow[] }) {
  return (
    <Table
      label="Session events"
      head={
        <>
          <Column width="md:w-[16%]">Time</Column>
          <Column width="md:w-[12%]">Event</Column>
          <Column width="md:w-[24%]">Person</Column>
          <Column width="md:w-[24%]">Target</Column>
          <Column>Reason</Column>
        </>
      }
    >
      {events.map(({ id, at, type, reason, connection }) => (
        <Row key={id}>
          <Cell inline>
            <span className="text-muted">
              <Time at={at} show="second" />
            </span>
          </Cell>
          <Cell inline>
            <b className="font-semibold">{type}</b>
          </Cell>
          <Cell>
            <PersonLabel person={connection.person} />
          </Cell>
          <Cell>
            <span className="break-words">
              {connection.target.name} <span className="text-muted">{formatAccessSpec(connection)}</span>
            </span>
          </Cell>
          <Cell>
            <span className="text-muted">{reason}</span>
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
