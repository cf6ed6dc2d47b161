import { Cell, Column, Row, Table } from '@/components/ui/table';
import { TimeLeft } from '@/components/ui/time-left';
import type { RequestView } from '@/lib/core/access/request';
import { ConnectLine } from './connect-line';
import { EndNowButton } from './end-buttons';
import { RequestSummary } from './request-summary';

/** The reader's own active access: the time left, the connect command, and End now. */
export function OwnAccessTable({ requests, now }: { requests: readonly RequestView[]; now: Date }) {
  return (
    <Table
      label="Active access"
      head={
        <>
          <Column width="md:w-[24%]">Access</Column>
          <Column width="md:w-[18%]">Time left</Column>
          <Column>Connect</Column>
          <Column width="md:w-px" hidden>
            Actions
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
            {request.grant && (
              <TimeLeft start={request.grant.startsAt} end={request.grant.expiresAt} now={now} />
            )}
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
