import { RequestSummary } from '@/components/requests/request-summary';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ConnectionView } from '@/lib/core/access/connection';
import { CloseOwnConnection } from './close-connection';

/** Where the reader is connected now, and by what right. */
export function OwnConnections({ connections }: { connections: readonly ConnectionView[] }) {
  return (
    <Table
      label="Open connections"
      head={
        <>
          <Column width="md:w-[34%]">What</Column>
          <Column width="md:w-[20%]">Since</Column>
          <Column>By</Column>
          <Column width="md:w-px" hidden>
            Close
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
            <Cell label="Since" inline>
              <Time at={openedAt} />
            </Cell>
            <Cell>
              <span className="text-muted">
                {requestId ? 'Your request' : `Standing access by ${policy.name}`}
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
