'use client';

import { Check } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Option } from './token-option';
import type { useTokenList } from './use-token-list';

type Props = {
  /** of the field; the ids of the list and its options start with it */
  id: string;
  label: string;
  list: Pick<ReturnType<typeof useTokenList>, 'query' | 'found' | 'state' | 'active' | 'isNone'>;
  chosen: readonly Option[];
  none: ReactNode;
  onTake: (option: Option) => void;
};

/** How many options of one section a search gives at most. */
const mostOfSection = 20;

/** The open list of a field of tokens, by sections. */
export function TokenList({ id, label, list, chosen, none, onTake }: Props) {
  const { query, found, state, active, isNone } = list;
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const shown = panel.current?.querySelector('[data-active]') ?? panel.current;
    shown?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const sections = sectionsOf(found);
  return (
    <div
      ref={panel}
      className="absolute inset-x-0 top-full z-20 mt-1 scroll-mb-20 rounded-xl border border-line bg-panel shadow-pop"
    >
      {found.length > 0 && (
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={label}
          aria-multiselectable
          className="max-h-72 overflow-y-auto p-1.5"
        >
          {sections.map(({ name, first, options }) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be in a listbox
            <div key={name} role="group" aria-label={name || label}>
              {name && (
                <div aria-hidden className="px-2.5 pt-1.5 pb-0.5 text-xs font-semibold text-muted">
                  {name}
                </div>
              )}
              {options.map((option, index) => (
                // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus, and handles the keys
                // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus, and handles the keys
                <div
                  key={option.id}
                  id={`${id}-option-${first + index}`}
                  role="option"
                  aria-selected={chosen.some((one) => one.id === option.id)}
                  data-active={active === first + index || undefined}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => onTake(option)}
                  className="group flex cursor-pointer items-center gap-2 rounded-lg px-2.5 py-1.5 hover:bg-soft data-active:bg-accent-soft"
                >
                  {option.icon}
                  <span className="min-w-0 grow break-words">
                    <span className="font-medium">{option.label}</span>{' '}
                    {option.detail && <span className="text-muted">{option.detail}</span>}
                  </span>
                  <Check
                    aria-hidden
                    size={15}
                    className="invisible shrink-0 text-accent group-aria-selected:visible"
                  />
                </div>
              ))}
            </div>
          ))}
        </div>
      )}
      {found.length === 0 && (
        <div role="status" className="px-4 py-2.5 break-words text-muted">
          {state === 'loading' && 'Searching…'}
          {state === 'failed' && 'Could not reach the server. Keep typing to try again.'}
          {state === 'done' && (query.trim() === '' || isNone ? none : `No matches for “${query.trim()}”.`)}
        </div>
      )}
      {sections.some(({ options }) => options.length >= mostOfSection) && (
        <p className="border-t border-line px-4 py-2 text-sm text-muted">
          Showing the first {mostOfSection}. Keep typing to narrow.
        </p>
      )}
    </div>
  );
}

/** Neighbors of the same section together; `first` is the index of the first one in the whole list. */
function sectionsOf(options: readonly Option[]): { name: string; first: number; options: Option[] }[] {
  const sections: { name: string; first: number; options: Option[] }[] = [];
  for (const [index, option] of options.entries()) {
    const name = option.section ?? '';
    const last = sections.at(-1);
    if (last?.name === name) last.options.push(option);
    else sections.push({ name, first: index, options: [option] });
  }
  return sections;
}
