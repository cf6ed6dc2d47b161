import { CircleCheck, Clock, UserRoundCheck, Zap } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { LongName } from '@/components/ui/long-name';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import { TimeLeft } from '@/components/ui/time-left';
import type { RequestableList } from '@/lib/access/list-requestable';
import { formatDuration } from '@/lib/core/text/duration';
import { formatApproval } from '@/lib/core/text/policy';
import { formatTargetType } from '@/lib/core/text/target';
import { RequestButton } from './request-button';
import { TargetIcon } from './target-icon';

type Target = RequestableList['targets'][number];

/** Targets that the reader can request. */
export function TargetTable({ targets, now }: Pick<RequestableList, 'targets' | 'now'>) {
  return (
    <Table
      label="Targets"
      fixed
      head={
        <>
          <Column>Name</Column>
          <Column width="md:w-[18%]">Type</Column>
          <Column width="md:w-[13%]">Environment</Column>
          <Column width="md:w-[12%]">Duration</Column>
          <Column width="md:w-[17%]">Approval</Column>
          <Column width="md:w-44" hidden>
            Actions
          </Column>
        </>
      }
    >
      {targets.map((target) => (
        <Row key={target.id}>
          <Cell>
            <span className="flex min-w-0 items-baseline gap-2 font-semibold">
              <span className="self-center">
                <TargetIcon type={target.type} />
              </span>
              <LongName name={target.name} />
            </span>
          </Cell>
          <Cell inline>
            <span className="text-muted">{formatTargetType(target)}</span>
          </Cell>
          <Cell inline>
            <LongName name={target.environment} />
          </Cell>
          <Cell inline>{formatDuration(target.duration)}</Cell>
          <Cell inline>
            <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-muted">
              {target.automatic ? <Zap aria-hidden size={14} /> : <UserRoundCheck aria-hidden size={14} />}
              {formatApproval(target.automatic)}
            </span>
          </Cell>
          <Cell end>
            <span className="flex min-h-8 items-center pt-1 md:justify-end md:pt-0">
              {target.open ? (
                <OpenRequest open={target.open} now={now} />
              ) : (
                <RequestButton targetId={target.id} name={target.name} />
              )}
            </span>
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

function OpenRequest({ open, now }: { open: NonNullable<Target['open']>; now: Date }) {
  return (
    <Link href={`/requests/${open.requestId}`} className="rounded-full">
      {open.expiresAt ? (
        <Badge tone="ok" icon={CircleCheck}>
          <span>
            Active, <TimeLeft end={open.expiresAt} now={now} />
          </span>
        </Badge>
      ) : (
        <Badge tone="warn" icon={Clock}>
          Pending
        </Badge>
      )}
    </Link>
  );
}
