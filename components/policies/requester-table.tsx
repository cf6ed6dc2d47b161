import { UserX } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { Pager } from '@/components/ui/pager';
import { Cell, Column, Row, Table } from '@/components/ui/table';
import { formatTargetType } from '@/lib/core/text/target';
import type { RequesterList as Answer } from '@/lib/policies/list-requesters-of';
import { RuleList } from './rule-list';

type Props = { answer: Answer; href: (more: Record<string, string>) => string };

/** Who may ask for a target, and by which rules. */
export function RequesterTable({ answer, href }: Props) {
  const { target, people, total, page, pages } = answer;
  return (
    <section aria-labelledby="answer">
      <div className="mb-2.5 flex flex-wrap items-center gap-3">
        <h2 id="answer" className="grow font-bold">
          {total === 1 ? '1 person may' : `${total} people may`} ask for {target.name}{' '}
          <span className="font-normal text-muted">
            {formatTargetType(target)} in {target.environment}
          </span>
        </h2>
        <Link href={href({})} className={buttonClass()}>
          Another target
        </Link>
      </div>
      {total === 0 ? (
        <EmptyState icon={UserX} title="Nobody may ask for it">
          No live just-in-time policy names anybody and reaches this target.
        </EmptyState>
      ) : (
        <Table
          label="Who may ask"
          head={
            <>
              <Column width="md:w-[32%]">Who</Column>
              <Column>May ask, and what then happens</Column>
            </>
          }
        >
          {people.map(({ id, email, rules }) => (
            <Row key={id}>
              <Cell>
                <Link
                  href={`/policies/simulator?ask=person&id=${id}`}
                  className="font-semibold break-all hover:underline"
                >
                  {email}
                </Link>
              </Cell>
              <Cell>
                <RuleList rules={rules} />
              </Cell>
            </Row>
          ))}
        </Table>
      )}
      <Pager page={page} pages={pages} href={(to) => href({ id: target.id, page: String(to) })} />
    </section>
  );
}
