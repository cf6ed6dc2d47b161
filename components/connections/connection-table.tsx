import { CircleCheck, CircleDashed } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { PersonLabel } from '@/components/users/person-label';
import type { ConnectionView } from '@/lib/core/access/connection';
import { formatSeconds } from '@/lib/core/text/duration';
import { formatAccessSpec } from '@/lib/core/text/target';
import { CloseConnection } from './close-connection';

/** Sessions: who used which target and account, what allowed it, and how it ended. */
export function ConnectionTable({ connections, now }: { connections: readonly ConnectionView[]; now: Date }) {
  return (
    <Table
      label="Sessions"
      head={
        <>
          <Column width="md:w-[24%]">Person</Column>
          <Column width="md:w-[22%]">Target</Column>
          <Column width="md:w-[13%]">Started</Column>
          <Column width="md:w-[10%]">Duration</Column>
          <Column>Status</Column>
          <Column width="md:w-px" hidden>
            Actions
          </Column>
        </>
      }
    >
      {connections.map((connection) => (
        <Row key={connection.id}>
          <Cell>
            <PersonLabel person={connection.person} href={`/users/${connection.person.id}`}>
              <Basis connection={connection} />
            </PersonLabel>
          </Cell>
          <Cell>
            <span className="break-words">
              {connection.target.name} <span className="text-muted">{connection.target.environment}</span>
            </span>
            <span className="block text-sm text-muted">{formatAccessSpec(connection)}</span>
          </Cell>
          <Cell label="Started" inline>
            <Time at={connection.openedAt} />
          </Cell>
          <Cell label="Duration" inline>
            <span className="tabular-nums">
              {formatSeconds(secondsBetween(connection.openedAt, connection.closedAt ?? now))}
            </span>
          </Cell>
          <Cell>
            <Status connection={connection} now={now} />
          </Cell>
          <Cell end>
            {connection.state === 'Open' && (
              <CloseConnection
                connectionId={connection.id}
                email={connection.person.email}
                target={connection.target.name}
              />
            )}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, to.getTime() - from.getTime()) / 1000;
}

function Basis({ connection: { requestId, policy } }: { connection: ConnectionView }) {
  return (
    <span className="block text-sm text-muted">
      {requestId ? (
        <>
          via{' '}
          <Link href={`/requests/${requestId}`} className="underline hover:text-ink">
            request
          </Link>
        </>
      ) : (
        `standing access from ${policy.name}`
      )}
    </span>
  );
}

function Status({ connection, now }: { connection: ConnectionView; now: Date }) {
  const { state, idleAt, closedAt, closeWords } = connection;
  if (state === 'Open' && idleAt <= now) {
    return (
      <>
        <Badge tone="warn" icon={CircleDashed}>
          No contact
        </Badge>
        <span className="block text-sm text-muted">
          since <Time at={idleAt} />
        </span>
      </>
    );
  }
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
