import { ServerOff } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { Pager } from '@/components/ui/pager';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import { formatTargetType } from '@/lib/core/text/target';
import type { RequestableByPerson } from '@/lib/policies/list-requestable-by-person';
import { RuleList } from './rule-list';

type Props = { answer: RequestableByPerson; href: (more: Record<string, string>) => string };

/** What a person may ask for, and by which rules: the list that they see in Slack. */
export function RequestableTable({ answer, href }: Props) {
  const { person, targets, total, page, pages } = answer;
  return (
    <section aria-labelledby="answer">
      <div className="mb-2.5 flex flex-wrap items-center gap-3">
        <h2 id="answer" className="min-w-0 grow font-bold break-words">
          {person.email} may ask for {total === 1 ? '1 target' : `${total} targets`}
        </h2>
        <Link href={href({})} className={buttonClass()}>
          Another person
        </Link>
      </div>
      {total === 0 ? (
        <EmptyState icon={ServerOff} title="They may ask for nothing">
          {whyNothing(answer)}
        </EmptyState>
      ) : (
        <Table
          label="What they may ask for"
          head={
            <>
              <Column width="md:w-[32%]">Target</Column>
              <Column>They may ask, and what then happens</Column>
            </>
          }
        >
          {targets.map((target) => (
            <Row key={target.id}>
              <Cell>
                <Link
                  href={`/policies/simulator?ask=target&id=${target.id}`}
                  className="font-semibold break-words hover:underline"
                >
                  {target.name}
                </Link>
                <span className="block text-sm text-muted">
                  {formatTargetType(target)} in {target.environment}
                </span>
              </Cell>
              <Cell>
                <RuleList rules={target.rules} />
              </Cell>
            </Row>
          ))}
        </Table>
      )}
      <Pager page={page} pages={pages} href={(to) => href({ id: person.id, page: String(to) })} />
    </section>
  );
}

function whyNothing({ person, integrated }: RequestableByPerson): string {
  if (person.disabledAt) return 'They are disabled.';
  if (!integrated) return 'Slack is not integrated: just-in-time policies rest.';
  return 'No live just-in-time policy is for them or for one of their groups, or it reaches no target.';
}
