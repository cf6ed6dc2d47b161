import { RequestSummary } from '@/components/requests/request-summary';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ConnectionView } from '@/lib/core/access/connection';
import { CloseOwnConnection } from './close-connection';

/** The reader's open sessions, and what allows each. */
export function OwnConnections({ connections }: { connections: readonly ConnectionView[] }) {
  return (
    <Table
      label="Open sessions"
      head={
        <>
          <Column width="md:w-[34%]">Access</Column>
          <Column width="md:w-[20%]">Started</Column>
          <Column>Allowed by</Column>
          <Column width="md:w-px" hidden>
            Actions
          </Column>
        </>
      }
    >
      {connections.map((connection) => {
        const { id, target, openedAt, requestId, policy } = connection;
        return (
          <Row key={id}>
            <Cell>
              <RequestSummary request={connection} {...(requestId && { href: `/requests/${requestId}` })} />
            </Cell>
            <Cell label="Started" inline>
              <Time at={openedAt} />
            </Cell>
            <Cell>
              <span className="text-muted">
                {requestId ? 'Your request' : `Standing access from ${policy.name}`}
              </span>
            </Cell>
            <Cell end>
              <CloseOwnConnection connectionId={id} target={target.name} />
            </Cell>
          </Row>
        );
      })}
    </Table>
  );
}
