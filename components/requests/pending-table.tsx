import { UserRoundCheck } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { PersonLabel } from '@/components/users/person-label';
import type { RequestView } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { CancelButton } from './cancel-button';
import { ReasonText } from './reason-text';
import { RequestSummary } from './request-summary';
import { ReviewButtons } from './review-buttons';
import { SelectBox } from './select-box';

type Props = {
  requests: readonly RequestView[];
  now: Date;
  /** the reader's id */
  me: string;
  /** ids of the requests that the reader can decide */
  decidable: ReadonlySet<string>;
  isAdmin: boolean;
  /** whether rows can be selected, for a bulk bar beside the table */
  selectable?: boolean;
};

/** Pending requests, with the buttons to decide them. */
export function PendingTable({ requests, now, me, decidable, isAdmin, selectable }: Props) {
  return (
    <Table
      label="Pending requests"
      fixed
      head={
        <>
          {selectable && (
            <Column width="md:w-14" hidden>
              Select
            </Column>
          )}
          {isAdmin && <Column width="md:w-[22%]">Requester</Column>}
          <Column width="md:w-[19%]">Access</Column>
          <Column width="md:w-[9%]">Duration</Column>
          <Column>Reason</Column>
          <Column width="md:w-[9%]">Requested</Column>
          <Column width="md:w-50" hidden>
            Actions
          </Column>
        </>
      }
    >
      {requests.map((request) => {
        const own = request.requester.id === me;
        const canDecide = decidable.has(request.id);
        return (
          <Row key={request.id} data-row={request.id} tabIndex={-1}>
            {selectable && (
              <Cell inline>
                {canDecide && (
                  <SelectBox
                    value={request.id}
                    label={`Select ${request.requester.email} on ${request.target.name}`}
                  />
                )}
              </Cell>
            )}
            {isAdmin && (
              <Cell inline>
                <PersonLabel person={request.requester} isMe={own} />
              </Cell>
            )}
            <Cell>
              <RequestSummary request={request} href={`/requests/${request.id}`} />
              {isAdmin && <span className="block truncate text-sm text-faint">by {request.policy.name}</span>}
            </Cell>
            <Cell inline label="Duration">
              {formatDuration(request.duration)}
            </Cell>
            <Cell>
              <span className="line-clamp-4 text-muted">
                <ReasonText reason={request.reason} />
              </span>
            </Cell>
            <Cell inline label="Requested">
              <span className="text-muted">
                <Time at={request.createdAt} now={now} />
              </span>
            </Cell>
            <Cell end>
              <span className="flex flex-wrap items-center gap-2 pt-1 md:flex-nowrap md:justify-end md:pt-0">
                {own && !canDecide && isAdmin && (
                  <Badge tone="neutral" icon={UserRoundCheck}>
                    Needs another admin
                  </Badge>
                )}
                {own && <CancelButton requestId={request.id} target={request.target.name} />}
                {canDecide && (
                  <ReviewButtons
                    requestId={request.id}
                    requester={request.requester.email}
                    target={request.target.name}
                  />
                )}
              </span>
            </Cell>
          </Row>
        );
      })}
    </Table>
  );
}
