import { UserX } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { Pager } from '@/components/ui/pager';
import { Table } from '@/components/ui/table';
import { formatTargetType } from '@/lib/core/text/target';
import type { RequesterList } from '@/lib/policies/list-requesters-of';
import { RuleColumns, RuleRows } from './rule-rows';

type Props = { result: RequesterList; href: (more: Record<string, string>) => string };

/** The people who can request a target, and the rules that allow it. */
export function RequesterTable({ result, href }: Props) {
  const { target, people, total, page, pages } = result;
  return (
    <section aria-labelledby="result">
      <div className="mb-2.5 flex flex-wrap items-center gap-3">
        <h2 id="result" className="grow font-bold">
          {total === 1 ? '1 person' : `${total} people`} can request {target.name}{' '}
          <span className="font-normal text-muted">
            {formatTargetType(target)} in {target.environment}
          </span>
        </h2>
        <Link href={href({})} className={buttonClass()}>
          Another target
        </Link>
      </div>
      {total === 0 ? (
        <EmptyState icon={UserX} title="No one can request this target">
          No just-in-time policy in effect covers this target for anyone.
        </EmptyState>
      ) : (
        <Table label="Who can request" head={<RuleColumns first="Person" />}>
          {people.map(({ id, email, rules }) => (
            <RuleRows
              key={id}
              rules={rules}
              head={
                <Link
                  href={`/policies/simulator?ask=person&id=${id}`}
                  className="font-semibold break-all hover:underline"
                >
                  {email}
                </Link>
              }
            />
          ))}
        </Table>
      )}
      <Pager page={page} pages={pages} href={(to) => href({ id: target.id, page: String(to) })} />
    </section>
  );
}
