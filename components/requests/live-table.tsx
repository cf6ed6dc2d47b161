import { Cell, Column, Row, Table } from '@/components/ui/table';
import type { RequestView } from '@/lib/core/access/request';
import { ConnectLine } from './connect-line';
import { EndNowButton } from './end-button';
import { RequestSummary } from './request-summary';
import { StatusBadge } from './status-badge';

/** My live access: how long it lasts, how to use it, and how to give it back. */
export function LiveTable({ requests, now }: { requests: readonly RequestView[]; now: Date }) {
  return (
    <Table
      label="Live access"
      head={
        <>
          <Column width="md:w-[24%]">What</Column>
          <Column width="md:w-[18%]">Time left</Column>
          <Column>Connect</Column>
          <Column width="md:w-px" hidden>
            End
          </Column>
        </>
      }
    >
      {requests.map((request) => (
        <Row key={request.id}>
          <Cell>
            <RequestSummary request={request} href={`/requests/${request.id}`} />
          </Cell>
          <Cell>
            <StatusBadge request={request} now={now} />
          </Cell>
          <Cell>
            <ConnectLine request={request} />
          </Cell>
          <Cell end>
            <EndNowButton requestId={request.id} target={request.target.name} />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
