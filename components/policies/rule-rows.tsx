import Link from 'next/link';
import type { ReactNode } from 'react';
import { Cell, Column, Row } from '@/components/ui/table';
import type { DescribedRule } from '@/lib/policies/describe-rule';

/** The headers of the columns that `RuleRows` fills. */
export function RuleColumns({ first }: { first: string }) {
  return (
    <>
      <Column width="md:w-[22%]">{first}</Column>
      <Column>As</Column>
      <Column>Actions</Column>
      <Column>Approval</Column>
      <Column>Duration</Column>
      <Column width="md:w-[24%]">Policy</Column>
    </>
  );
}

/** The rules that allow a request, a row each, in order of precedence (R2): those after the first are muted. */
export function RuleRows({ head, rules }: { head: ReactNode; rules: readonly DescribedRule[] }) {
  return rules.map((rule, index) => (
    <Row key={`${rule.policyId} ${rule.child}`}>
      <Cell>{head}</Cell>
      <RuleCells rule={rule} isFirst={index === 0} />
    </Row>
  ));
}

function RuleCells({ rule, isFirst }: { rule: DescribedRule; isFirst: boolean }) {
  const muted = isFirst ? '' : 'text-muted';
  return (
    <>
      <Cell label="As">
        <span className={muted}>{rule.as || 'Not needed'}</span>
      </Cell>
      <Cell label="Actions">
        <span className={muted}>{rule.actions}</span>
      </Cell>
      <Cell label="Approval">
        <span className={`md:whitespace-nowrap ${muted}`}>
          {rule.automatic ? 'Automatic' : 'Needs approval'}
        </span>
      </Cell>
      <Cell label="Duration">
        <span className={`md:whitespace-nowrap ${muted}`}>{rule.duration}</span>
      </Cell>
      <Cell label="Policy">
        <Link
          href={`/policies/${rule.policyId}`}
          className={`underline underline-offset-2 hover:text-ink ${muted}`}
        >
          {rule.policy}
        </Link>
        <span className="text-muted">, {rule.child}</span>
      </Cell>
    </>
  );
}
