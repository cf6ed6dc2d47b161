import Link from 'next/link';
import { Cell, Column, GroupRow, Row, Table } from '@/components/ui/table';
import type { RequestView } from '@/lib/core/access/request';
import { DecisionLine } from './decision-line';
import { EndNowButton, RevokeButton } from './end-button';
import { AccountLabel, RequestSummary } from './request-summary';
import { SelectBox } from './select-box';
import { StatusBadge } from './status-badge';

type Props = {
  requests: readonly RequestView[];
  now: Date;
  me: string;
  by: 'person' | 'target';
  /** how many live accesses each person or target has in all, by its id */
  sizes: ReadonlyMap<string, number>;
};

/** All live access of the organization, put together by person or by target. */
export function AccessNowTable({ requests, now, me, by, sizes }: Props) {
  const keyOf = ({ requester, target }: RequestView) => (by === 'person' ? requester.id : target.id);
  return (
    <Table
      label="Access now"
      head={
        <>
          <Column width="md:w-px" hidden>
            Select
          </Column>
          <Column width="md:w-[30%]">{by === 'person' ? 'What' : 'Who'}</Column>
          <Column width="md:w-[18%]">Time left</Column>
          <Column>Why</Column>
          <Column width="md:w-[22%]">Decision</Column>
          <Column width="md:w-px" hidden>
            End
          </Column>
        </>
      }
    >
      {requests.map((request, index) => {
        const { id, requester, target } = request;
        const before = requests[index - 1];
        const isFirst = !before || keyOf(before) !== keyOf(request);
        const size = sizes.get(keyOf(request)) ?? 1;
        return [
          isFirst && (
            <GroupRow key={`of-${keyOf(request)}`} columns={6}>
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
                <Who request={request} />
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
                <RevokeButton requestId={id} target={target.name} who={requester.email} quiet />
              )}
            </Cell>
          </Row>,
        ];
      })}
    </Table>
  );
}

function Who({ request }: { request: RequestView }) {
  return (
    <>
      <Link href={`/requests/${request.id}`} className="font-semibold break-words hover:underline">
        {request.requester.email}
      </Link>
      <AccountLabel spec={request} />
    </>
  );
}
