import { ConnectLine } from '@/components/requests/connect-line';
import { EndNowButton } from '@/components/requests/end-buttons';
import { RequestSummary } from '@/components/requests/request-summary';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import { TimeLeft } from '@/components/ui/time-left';
import type { RequestView } from '@/lib/core/access/request';
import { MoreTimeButton } from './more-time-button';

type Props = {
  requests: readonly RequestView[];
  /** targets with a pending request of the reader, where no other is possible (R3) */
  pendingTargets: ReadonlySet<string>;
  now: Date;
};

/** The reader's own active access: the time left, the connect command, Request more time near the end, and End now. */
export function OwnAccessTable({ requests, pendingTargets, now }: Props) {
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
            {request.grant && !pendingTargets.has(request.target.id) && (
              <MoreTimeButton request={request} end={request.grant.expiresAt} now={now} />
            )}
            <EndNowButton requestId={request.id} target={request.target.name} />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
