import Link from 'next/link';
import { Cell, Column, GroupRow, Row, Table } from '@/components/ui/table';
import { PersonLabel } from '@/components/users/person-label';
import type { RequestView } from '@/lib/core/access/request';
import { DecisionLine } from './decision-line';
import { EndNowButton, RevokeButton } from './end-buttons';
import { AccountLabel, RequestSummary } from './request-summary';
import { SelectBox } from './select-box';
import { StatusBadge } from './status-badge';

type Props = {
  requests: readonly RequestView[];
  now: Date;
  me: string;
  by: 'person' | 'target';
  /** the number of active grants of each person or target, by its id */
  sizes: ReadonlyMap<string, number>;
};

/** All active access of the organization, grouped by person or by target. */
export function ActiveAccessTable({ requests, now, me, by, sizes }: Props) {
  const keyOf = ({ requester, target }: RequestView) => (by === 'person' ? requester.id : target.id);
  return (
    <Table
      label="Active access"
      head={
        <>
          <Column width="md:w-px" hidden>
            Select
          </Column>
          <Column width="md:w-[30%]">{by === 'person' ? 'Access' : 'Requester'}</Column>
          <Column width="md:w-[18%]">Time left</Column>
          <Column>Reason</Column>
          <Column width="md:w-[22%]">Decision</Column>
          <Column width="md:w-px" hidden>
            Actions
          </Column>
        </>
      }
    >
      {requests.map((request, index) => {
        const { id, requester, target } = request;
        const previous = requests[index - 1];
        const isFirst = !previous || keyOf(previous) !== keyOf(request);
        const size = sizes.get(keyOf(request)) ?? 1;
        return [
          isFirst && (
            <GroupRow key={`group-${keyOf(request)}`} columns={6}>
              {by === 'person' ? (
                <Link href={`/users/${requester.id}`} className="hover:underline">
                  {requester.email}
                </Link>
              ) : (
                <>
                  {target.name} <span className="font-medium text-muted">{target.environment}</span>
                </>
              )}{' '}
              <span className="ml-0.5 font-medium text-muted tabular-nums">{size}</span>
            </GroupRow>
          ),
          <Row key={id} data-row={id} tabIndex={-1}>
            <Cell inline>
              <SelectBox value={id} label={`Select ${requester.email} on ${target.name}`} />
            </Cell>
            <Cell inline>
              {by === 'person' ? (
                <RequestSummary request={request} href={`/requests/${id}`} />
              ) : (
                <Requester request={request} />
              )}
            </Cell>
            <Cell>
              <StatusBadge request={request} now={now} />
            </Cell>
            <Cell>
              <span className="line-clamp-3 text-muted">“{request.reason}”</span>
            </Cell>
            <Cell>
              <span className="text-muted">
                <DecisionLine request={request} now={now} />
              </span>
            </Cell>
            <Cell end>
              {requester.id === me ? (
                <EndNowButton requestId={id} target={target.name} />
              ) : (
                <RevokeButton requestId={id} target={target.name} requester={requester.email} quiet />
              )}
            </Cell>
          </Row>,
        ];
      })}
    </Table>
  );
}

function Requester({ request }: { request: RequestView }) {
  return (
    <PersonLabel person={request.requester} href={`/requests/${request.id}`} opensRow>
      <AccountLabel spec={request} />
    </PersonLabel>
  );
}
