import { Minus, Plus } from 'lucide-react';
import type { FieldDifference } from '@/lib/core/policy/policy-diff';

const most = 8; // of a list; more is told as a number

/** What differs between two versions of a policy, field by field. */
export function Differences({ of }: { of: readonly FieldDifference[] }) {
  return (
    <dl className="grid gap-x-4 gap-y-1.5 sm:grid-cols-[11rem_minmax(0,1fr)]">
      {of.map((field) => (
        <div key={field.label} className="contents">
          <dt className="text-muted">{field.label}</dt>
          <dd className="min-w-0 break-words">
            {field.added.length + field.removed.length > 0 ? (
              <ul>
                <Items items={field.added} came />
                <Items items={field.removed} />
              </ul>
            ) : (
              <>
                <del className="text-muted no-underline">{field.from || 'nothing'}</del>
                <span aria-hidden> → </span>
                <span className="sr-only"> became </span>
                <ins className="font-medium no-underline">{field.to || 'nothing'}</ins>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Items({ items, came = false }: { items: readonly string[]; came?: boolean }) {
  const Icon = came ? Plus : Minus;
  const rest = items.length - most;
  const shown = rest > 0 ? [...items.slice(0, most), `${rest} more`] : items;
  return shown.map((item) => (
    <li key={item} className="flex items-start gap-1.5">
      <Icon aria-hidden size={14} className={`mt-[4px] shrink-0 ${came ? 'text-ok' : 'text-bad'}`} />
      <span className="sr-only">{came ? 'Added' : 'Removed'} </span>
      <span className="min-w-0 break-words">{item}</span>
    </li>
  ));
}
