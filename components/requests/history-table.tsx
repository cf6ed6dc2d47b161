import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { PersonLabel } from '@/components/users/person-label';
import { type RequestView, statusAt } from '@/lib/core/access/request';
import { DecisionLine } from './decision-line';
import { EndNowButton, RevokeButton } from './end-buttons';
import { RequestSummary } from './request-summary';
import { StatusBadge } from './status-badge';

type Props = {
  label: string;
  requests: readonly RequestView[];
  now: Date;
  me: string;
  /** shows a column with the requester, where they differ */
  withRequester: boolean;
};

/** Requests in any status, with their decisions. */
export function HistoryTable({ label, requests, now, me, withRequester }: Props) {
  return (
    <Table
      label={label}
      head={
        <>
          {withRequester && <Column width="md:w-[20%]">Requester</Column>}
          <Column width="md:w-[22%]">Access</Column>
          <Column width="md:w-[17%]">Status</Column>
          <Column>Decision</Column>
          <Column width="md:w-[12%]">Requested</Column>
          <Column width="md:w-px" hidden>
            Actions
          </Column>
        </>
      }
    >
      {requests.map((request) => (
        <Row key={request.id} data-row={request.id} tabIndex={-1}>
          {withRequester && (
            <Cell>
              <PersonLabel person={request.requester} isMe={request.requester.id === me} />
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
          <Cell inline label="Requested">
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
  return <RevokeButton {...about} requester={request.requester.email} quiet />;
}
