import { ServerOff } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { Pager } from '@/components/ui/pager';
import { Table } from '@/components/ui/table';
import { formatTargetType } from '@/lib/core/text/target';
import type { RequestableByPerson } from '@/lib/policies/list-requestable-by-person';
import { RuleColumns, RuleRows } from './rule-rows';

type Props = { result: RequestableByPerson; href: (more: Record<string, string>) => string };

/** The targets that a person can request, as their list in Slack has them, and the rules that allow it. */
export function RequestableTable({ result, href }: Props) {
  const { person, targets, total, page, pages } = result;
  return (
    <section aria-labelledby="result">
      <div className="mb-2.5 flex flex-wrap items-center gap-3">
        <h2 id="result" className="min-w-0 grow font-bold break-words">
          {person.email} can request {total === 1 ? '1 target' : `${total} targets`}
        </h2>
        <Link href={href({})} className={buttonClass()}>
          Another person
        </Link>
      </div>
      {total === 0 ? (
        <EmptyState icon={ServerOff} title="No requestable targets">
          {describeEmpty(result)}
        </EmptyState>
      ) : (
        <Table label="What they can request" head={<RuleColumns first="Target" />}>
          {targets.map((target) => (
            <RuleRows
              key={target.id}
              rules={target.rules}
              head={
                <>
                  <Link
                    href={`/policies/simulator?ask=target&id=${target.id}`}
                    className="font-semibold break-words hover:underline"
                  >
                    {target.name}
                  </Link>
                  <span className="block text-sm text-muted">
                    {formatTargetType(target)} in {target.environment}
                  </span>
                </>
              }
            />
          ))}
        </Table>
      )}
      <Pager page={page} pages={pages} href={(to) => href({ id: person.id, page: String(to) })} />
    </section>
  );
}

function describeEmpty({ person, integrated }: RequestableByPerson): string {
  if (person.disabledAt) return 'This person is disabled.';
  if (!integrated) return 'Just-in-time policies are paused until Slack is connected.';
  return 'No just-in-time policy in effect covers a target for this person or one of their groups.';
}
