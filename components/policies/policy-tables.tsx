import { UserRoundCheck, Zap } from 'lucide-react';
import Link from 'next/link';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { formatDuration } from '@/lib/core/text/duration';
import {
  formatApproval,
  formatCoverage,
  formatList,
  formatPeople,
  formatUnenforced,
} from '@/lib/core/text/policy';
import type { PolicyList } from '@/lib/policies/list-policies';

type Policy = PolicyList['policies'][number];

type Props = { label: string; policies: readonly Policy[]; now: Date };

/** Just-in-time policies: who can request what, the approval and the duration. */
export function JitTable({ label, policies, now }: Props) {
  return (
    <Table
      label={label}
      head={
        <>
          <Column width="md:w-[26%]">Name</Column>
          <Column width="md:w-[22%]">Who can request</Column>
          <Column>What they can request</Column>
          <Column width="md:w-[15%]">Approval</Column>
          <Column width="md:w-[11%]">Duration</Column>
        </>
      }
    >
      {policies.map((policy) => (
        <Row key={policy.id}>
          <Name policy={policy} now={now} />
          <Cell label="Who can request">
            {peopleOf(policy) ?? <span className="text-muted">No one</span>}
          </Cell>
          <Cell label="What they can request">{formatList(policy.children) || 'Nothing'}</Cell>
          <Cell>
            <span className="inline-flex items-center gap-1.5 text-muted">
              {policy.automaticallyApproved ? (
                <Zap aria-hidden size={14} />
              ) : (
                <UserRoundCheck aria-hidden size={14} />
              )}
              {formatApproval(policy.automaticallyApproved)}
            </span>
          </Cell>
          <Cell label="Duration">{formatDuration(policy.duration ?? 0)}</Cell>
        </Row>
      ))}
    </Table>
  );
}

/** Access policies: what they cover, and who has standing access. */
export function ChildTable({ label, policies, now }: Props) {
  return (
    <Table
      label={label}
      head={
        <>
          <Column width="md:w-[26%]">Name</Column>
          <Column>Covers</Column>
          <Column width="md:w-[26%]">Standing access</Column>
        </>
      }
    >
      {policies.map((policy) => (
        <Row key={policy.id}>
          <Name policy={policy} now={now} />
          <Cell>{formatCoverage(policy)}</Cell>
          <Cell label="Standing access">
            {peopleOf(policy) ?? <span className="text-muted">None, on request only</span>}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

/** Policies that are not enforced: whom they list, and their setting. */
export function UnenforcedTable({ label, policies, now }: Props) {
  return (
    <Table
      label={label}
      head={
        <>
          <Column width="md:w-[26%]">Name</Column>
          <Column>People and groups</Column>
          <Column width="md:w-[26%]">Setting</Column>
        </>
      }
    >
      {policies.map((policy) => (
        <Row key={policy.id}>
          <Name policy={policy} now={now} />
          <Cell label="People and groups">
            {peopleOf(policy) ?? <span className="text-muted">No one</span>}
          </Cell>
          <Cell label="Setting">{formatUnenforced(policy)}</Cell>
        </Row>
      ))}
    </Table>
  );
}

function Name({ policy, now }: { policy: Policy; now: Date }) {
  const { id, name, description, timeExpires } = policy;
  return (
    <Cell>
      <Link href={`/policies/${id}`} data-opens className="font-semibold break-words hover:underline">
        {name}
      </Link>
      {description && <span className="line-clamp-2 text-sm text-muted">{description}</span>}
      {timeExpires && (
        <span className={`block text-sm ${timeExpires <= now ? 'text-bad' : 'text-muted'}`}>
          {timeExpires <= now ? 'Expired' : 'Expires'} <Time at={timeExpires} />
        </span>
      )}
    </Cell>
  );
}

function peopleOf(policy: Policy): string | null {
  const { groups, subjects, subjectCount, programCount } = policy;
  if (groups.length === 0 && subjectCount <= subjects.length) return formatList(subjects) || null;
  return formatPeople(groups, subjectCount - programCount, programCount);
}
