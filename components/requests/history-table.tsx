import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { type RequestView, statusAt } from '@/lib/core/access/request';
import { DecisionLine } from './decision-line';
import { EndNowButton, RevokeButton } from './end-button';
import { RequestSummary } from './request-summary';
import { StatusBadge } from './status-badge';

type Props = {
  label: string;
  requests: readonly RequestView[];
  now: Date;
  me: string;
  /** whether it shows whose each is */
  isAdmin: boolean;
};

/** Requests in any state, with what became of them. */
export function HistoryTable({ label, requests, now, me, isAdmin }: Props) {
  return (
    <Table
      label={label}
      head={
        <>
          {isAdmin && <Column width="md:w-[20%]">Who</Column>}
          <Column width="md:w-[22%]">What</Column>
          <Column width="md:w-[17%]">State</Column>
          <Column>Decision</Column>
          <Column width="md:w-[12%]">Asked</Column>
          <Column width="md:w-px" hidden>
            End
          </Column>
        </>
      }
    >
      {requests.map((request) => (
        <Row key={request.id} data-row={request.id} tabIndex={-1}>
          {isAdmin && (
            <Cell>
              <span className="font-semibold break-words">
                {request.requester.id === me ? 'You' : request.requester.email}
              </span>
            </Cell>
          )}
          <Cell>
            <RequestSummary request={request} href={`/requests/${request.id}`} />
          </Cell>
          <Cell>
            <StatusBadge request={request} now={now} />
          </Cell>
          <Cell>
            <span className="text-muted">
              <DecisionLine request={request} now={now} />
            </span>
          </Cell>
          <Cell inline label="Asked">
            <span className="text-muted">
              <Time at={request.createdAt} now={now} />
            </span>
          </Cell>
          <Cell end>{statusAt(request, now) === 'Active' && <End request={request} me={me} />}</Cell>
        </Row>
      ))}
    </Table>
  );
}

function End({ request, me }: { request: RequestView; me: string }) {
  const about = { requestId: request.id, target: request.target.name };
  if (request.requester.id === me) return <EndNowButton {...about} />;
  return <RevokeButton {...about} who={request.requester.email} quiet />;
}
