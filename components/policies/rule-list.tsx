import Link from 'next/link';
import type { RequesterList } from '@/lib/policies/list-requesters-of';

type Rules = RequesterList['people'][number]['rules'];

/** The rules that allow a request, in order of precedence (R2). */
export function RuleList({ rules }: { rules: Rules }) {
  return (
    <ol className="flex flex-col gap-1">
      {rules.map((rule, index) => (
        <li key={`${rule.policyId} ${rule.child}`} className={index > 0 ? 'text-muted' : ''}>
          {rule.as}: {rule.outcome}{' '}
          <span className="text-muted">
            by{' '}
            <Link href={`/policies/${rule.policyId}`} className="underline underline-offset-2 hover:text-ink">
              {rule.policy}
            </Link>
            , {rule.child}
          </span>
        </li>
      ))}
    </ol>
  );
}
