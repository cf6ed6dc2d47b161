import { ListFilter, X } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonClass } from './button-class';
import { control } from './field';

/** An active filter: its label, and the address of the page without it. */
export type Chip = { label: string; href: string };

type Props = {
  /** the accessible name of the region */
  label: string;
  /** the address of the page */
  action: string;
  /** other parameters of the address to keep */
  keep?: Readonly<Record<string, string>>;
  chips: readonly Chip[];
  /** the address of the page without any filter */
  clear: string;
  /** `FilterField`s */
  children: ReactNode;
};

/** Filters a list through its page's address: a native form that needs no script. */
export function Filters({ label, action, keep = {}, chips, clear, children }: Props) {
  return (
    <search aria-label={label} className="contents">
      <details className="group min-w-0 open:basis-full">
        <summary className={buttonClass()}>
          <ListFilter aria-hidden size={14} />
          Filter
        </summary>
        {/* The key resets the fields when the filters change. */}
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
              Apply
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
