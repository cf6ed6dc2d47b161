import { Minus, Plus } from 'lucide-react';
import type { FieldDifference } from '@/lib/core/policy/policy-diff';

const maxShown = 8; // of a list

/** The differences between two versions of a policy, field by field. */
export function Differences({ of }: { of: readonly FieldDifference[] }) {
  return (
    <dl className="grid gap-x-4 gap-y-1.5 sm:grid-cols-[11rem_minmax(0,1fr)]">
      {of.map((field) => (
        <div key={field.label} className="contents">
          <dt className="text-muted">{field.label}</dt>
          <dd className="min-w-0 break-words">
            {field.added.length + field.removed.length > 0 ? (
              <ul>
                <Items items={field.added} added />
                <Items items={field.removed} />
              </ul>
            ) : (
              <>
                <del className="text-muted no-underline">{field.from || 'nothing'}</del>
                <span aria-hidden> → </span>
                <span className="sr-only"> changed to </span>
                <ins className="font-medium no-underline">{field.to || 'nothing'}</ins>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Items({ items, added = false }: { items: readonly string[]; added?: boolean }) {
  const Icon = added ? Plus : Minus;
  const rest = items.length - maxShown;
  const shown = rest > 0 ? [...items.slice(0, maxShown), `${rest} more`] : items;
  return shown.map((item) => (
    <li key={item} className="flex items-start gap-1.5">
      <Icon aria-hidden size={14} className={`mt-[4px] shrink-0 ${added ? 'text-ok' : 'text-bad'}`} />
      <span className="sr-only">{added ? 'Added' : 'Removed'} </span>
      <span className="min-w-0 break-words">{item}</span>
    </li>
  ));
}
