import { UserRoundCheck, Zap } from 'lucide-react';
import Link from 'next/link';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { formatDuration } from '@/lib/core/text/duration';
import { formatCoverage, formatList, formatPeople } from '@/lib/core/text/policy';
import type { PolicyList } from '@/lib/policies/list-policies';

type Policy = PolicyList['policies'][number];

type Props = { label: string; policies: readonly Policy[]; now: Date };

/** Just-in-time policies: who may ask, for what, who decides, for how long. */
export function JitTable({ label, policies, now }: Props) {
  return (
    <Table
      label={label}
      head={
        <>
          <Column width="md:w-[26%]">Name</Column>
          <Column width="md:w-[22%]">Who may ask</Column>
          <Column>For what</Column>
          <Column width="md:w-[15%]">Approval</Column>
          <Column width="md:w-[11%]">How long</Column>
        </>
      }
    >
      {policies.map((policy) => (
        <Row key={policy.id}>
          <Name policy={policy} now={now} />
          <Cell label="Who may ask">{peopleOf(policy) ?? <span className="text-muted">Nobody</span>}</Cell>
          <Cell label="For what">{formatList(policy.children) || 'Nothing'}</Cell>
          <Cell>
            <span className="inline-flex items-center gap-1.5 text-muted">
              {policy.automaticallyApproved ? (
                <Zap aria-hidden size={14} />
              ) : (
                <UserRoundCheck aria-hidden size={14} />
              )}
              {policy.automaticallyApproved ? 'Automatic' : 'An admin decides'}
            </span>
          </Cell>
          <Cell label="How long">{formatDuration(policy.duration ?? 0)}</Cell>
        </Row>
      ))}
    </Table>
  );
}

/** Policies that cover targets: what they give, and who has it all the time. */
export function ChildTable({ label, policies, now }: Props) {
  return (
    <Table
      label={label}
      head={
        <>
          <Column width="md:w-[26%]">Name</Column>
          <Column>What it gives</Column>
          <Column width="md:w-[26%]">Who has it all the time</Column>
        </>
      }
    >
      {policies.map((policy) => (
        <Row key={policy.id}>
          <Name policy={policy} now={now} />
          <Cell>{formatCoverage(policy)}</Cell>
          <Cell label="All the time">
            {peopleOf(policy) ?? <span className="text-muted">Nobody, only on request</span>}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

function Name({ policy, now }: { policy: Policy; now: Date }) {
  const { id, name, description, timeExpires } = policy;
  return (
    <Cell>
      <Link href={`/policies/${id}`} className="font-semibold break-words hover:underline">
        {name}
      </Link>
      {description && <span className="line-clamp-2 text-sm text-muted">{description}</span>}
      {timeExpires && (
        <span className={`block text-sm ${timeExpires <= now ? 'text-bad' : 'text-muted'}`}>
          {timeExpires <= now ? 'Ended' : 'Ends'} <Time at={timeExpires} />
        </span>
      )}
    </Cell>
  );
}

function peopleOf(policy: Policy): string | null {
  const { groups, subjects, subjectCount } = policy;
  if (groups.length === 0 && subjectCount <= subjects.length) return formatList(subjects) || null;
  return formatPeople(groups, subjectCount);
}
