import { CircleCheck, CircleDashed } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ConnectionView } from '@/lib/core/access/connection';
import { formatAccessSpec } from '@/lib/core/text/target';
import { CloseConnection } from './close-connection';

/** Connections: who is, or was, where as whom, by what right, and how it ended. */
export function ConnectionTable({ connections }: { connections: readonly ConnectionView[] }) {
  return (
    <Table
      label="Connections"
      head={
        <>
          <Column width="md:w-[22%]">Who</Column>
          <Column width="md:w-[24%]">Target</Column>
          <Column width="md:w-[14%]">Since</Column>
          <Column>State</Column>
          <Column width="md:w-px" hidden>
            Close
          </Column>
        </>
      }
    >
      {connections.map((connection) => (
        <Row key={connection.id}>
          <Cell>
            <Link
              href={`/users/${connection.person.id}`}
              className="font-semibold break-words hover:underline"
            >
              {connection.person.email}
            </Link>
            <Right connection={connection} />
          </Cell>
          <Cell>
            <span className="break-words">
              {connection.target.name} <span className="text-muted">{connection.target.environment}</span>
            </span>
            <span className="block text-sm text-muted">{formatAccessSpec(connection)}</span>
          </Cell>
          <Cell label="Since" inline>
            <Time at={connection.openedAt} />
          </Cell>
          <Cell>
            <State connection={connection} />
          </Cell>
          <Cell end>
            {connection.state === 'Open' && (
              <CloseConnection
                connectionId={connection.id}
                who={connection.person.email}
                target={connection.target.name}
              />
            )}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

function Right({ connection: { requestId, policy } }: { connection: ConnectionView }) {
  return (
    <span className="block text-sm text-muted">
      {requestId ? (
        <>
          by a{' '}
          <Link href={`/requests/${requestId}`} className="underline hover:text-ink">
            request
          </Link>
        </>
      ) : (
        `standing, by ${policy.name}`
      )}
    </span>
  );
}

function State({ connection: { state, closedAt, closeWords } }: { connection: ConnectionView }) {
  if (state === 'Open') {
    return (
      <Badge tone="ok" icon={CircleCheck}>
        Open
      </Badge>
    );
  }
  return (
    <>
      <Badge tone="neutral" icon={CircleDashed}>
        Closed
      </Badge>
      <span className="block text-sm text-muted">
        {closedAt && <Time at={closedAt} />}: {closeWords}
      </span>
    </>
  );
}
