import { ListFilter, X } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonClass } from './button-class';
import { control } from './field';

/** One filter that is on: what it says, and the page without it. */
export type Chip = { label: string; href: string };

type Props = {
  /** what is searched: the name of the region */
  label: string;
  /** the page itself */
  action: string;
  /** what else stands in its address and stays */
  keep?: Readonly<Record<string, string>>;
  chips: readonly Chip[];
  /** the page without any filter */
  clear: string;
  /** the controls, each a `FilterField` */
  children: ReactNode;
};

/** Filters of a list by its page's own address: a form of native controls that needs no script. */
export function Filters({ label, action, keep = {}, chips, clear, children }: Props) {
  return (
    <search aria-label={label} className="contents">
      <details className="group min-w-0 open:basis-full">
        <summary className={buttonClass()}>
          <ListFilter aria-hidden size={14} />
          Filter
        </summary>
        {/* Other filters, other fields: what was typed and not sent is not kept. */}
        <form
          action={action}
          key={chips.map((chip) => chip.label).join()}
          className="mt-2 grid grid-cols-2 items-end gap-x-3 gap-y-2.5 rounded-xl border border-line bg-panel px-4 py-3 shadow-card sm:grid-cols-4"
        >
          {Object.entries(keep).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {children}
          <span className="col-start-2 justify-self-end sm:col-start-4">
            <button type="submit" className={buttonClass('primary')}>
              Show
            </button>
          </span>
        </form>
      </details>
      {chips.length > 0 && (
        <ul className="flex min-h-8 min-w-0 flex-wrap items-center gap-1.5">
          {chips.map((chip) => (
            <li key={chip.label} className="min-w-0">
              <Link
                href={chip.href}
                aria-label={`Remove filter ${chip.label}`}
                className="inline-flex min-h-6 max-w-full items-center gap-1 rounded-full bg-accent-soft py-px pr-1.5 pl-2.5 text-sm font-medium text-accent hover:underline"
              >
                <span className="min-w-0 break-words">{chip.label}</span>
                <X aria-hidden size={13} className="shrink-0" />
              </Link>
            </li>
          ))}
          <li>
            <Link
              href={clear}
              className="inline-flex min-h-6 items-center rounded-md px-1.5 text-sm font-medium text-muted hover:text-ink hover:underline"
            >
              Clear all
            </Link>
          </li>
        </ul>
      )}
    </search>
  );
}

/** A control of a filter with its label above. */
export function FilterField({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-xs font-medium text-muted">
        {label}
      </label>
      {children}
    </div>
  );
}

/** The classes of a control in a filter. */
export const filterControl = `${control} h-8`;
