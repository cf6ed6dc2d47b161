'use client';

import { Check } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { ComboBox, Input } from 'react-aria-components/ComboBox';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Token } from './token';
import { tokenBox, tokenField } from './token-box';
import { type Search, useSearch } from './use-search';

export type Option = { id: string; label: string; detail?: string; icon?: ReactNode };

type Props = {
  id: string;
  label: string;
  describedBy?: string | undefined;
  /** finds options for a query; only the first ones of many */
  search: Search<Option>;
  chosen: readonly Option[];
  onChange: (chosen: Option[]) => void;
  placeholder: string;
  disabled?: boolean;
  invalid?: boolean;
};

/** Selects any number of options, which the server finds by a part of their name. */
export function TokenSelect(props: Props) {
  const { id, label, search, chosen, onChange, placeholder, disabled = false, invalid = false } = props;
  const [query, setQuery] = useState('');
  const [opened, setOpened] = useState(false);
  const isOpen = useRef(false);
  const box = useRef<HTMLDivElement>(null);
  const { found, state } = useSearch(query, search, opened);
  // A modal dialog covers the rest of the page, so its list must open inside it.
  const dialog = box.current?.closest('dialog');
  const known = new Map([...found, ...chosen].map((option) => [option.id, option]));
  return (
    <ComboBox
      aria-label={label}
      {...(props.describedBy && { 'aria-describedby': props.describedBy })}
      selectionMode="multiple"
      value={chosen.map((option) => option.id)}
      // Only listed options can be toggled; others that are chosen stay.
      onChange={(keys) => {
        onChange(keys.flatMap((key) => known.get(String(key)) ?? []));
        setQuery('');
      }}
      inputValue={query}
      onInputChange={setQuery}
      onOpenChange={(open) => {
        isOpen.current = open;
        setOpened(true);
      }}
      items={found}
      menuTrigger="focus"
      allowsEmptyCollection
      isDisabled={disabled}
      isInvalid={invalid}
      className="block"
    >
      <div
        ref={box}
        // Escape closes the list only, not a dialog around it.
        onKeyDownCapture={(event) => {
          if (event.key === 'Escape' && isOpen.current) event.preventDefault();
        }}
        className={`${tokenBox} ${disabled ? 'opacity-60' : ''}`}
      >
        {chosen.length > 0 && (
          <ul className="contents">
            {chosen.map((option) => (
              <Token
                key={option.id}
                label={option.label}
                icon={option.icon}
                onRemove={() => onChange(chosen.filter((one) => one.id !== option.id))}
              />
            ))}
          </ul>
        )}
        <Input
          id={id}
          className={tokenField}
          placeholder={chosen.length === 0 ? placeholder : ''}
          onKeyDown={(event) => {
            if (event.key === 'Backspace' && query === '' && chosen.length > 0) onChange(chosen.slice(0, -1));
          }}
        />
      </div>
      <Popover
        offset={4}
        {...(dialog && { UNSTABLE_portalContainer: dialog })}
        className="w-(--trigger-width) min-w-64 overflow-hidden rounded-xl border border-line bg-panel shadow-pop"
      >
        <ListBox<Option>
          className="max-h-72 overflow-y-auto p-1.5 outline-none"
          renderEmptyState={() => <p className="px-2.5 py-2 text-muted">{emptyTexts[state]}</p>}
        >
          {(option) => (
            <ListBoxItem
              id={option.id}
              textValue={option.label}
              className="group flex cursor-pointer items-center gap-2 rounded-lg px-2.5 py-1.5 outline-none data-focused:bg-soft"
            >
              {option.icon}
              <span className="min-w-0 grow">
                <span className="font-medium break-words">{option.label}</span>{' '}
                {option.detail && <span className="text-muted">{option.detail}</span>}
              </span>
              <Check
                aria-hidden
                size={15}
                className="invisible shrink-0 text-accent group-data-selected:visible"
              />
            </ListBoxItem>
          )}
        </ListBox>
        <p className="border-t border-line px-4 py-2 text-sm text-muted">
          Showing up to 20 of each kind. Keep typing to narrow.
        </p>
      </Popover>
    </ComboBox>
  );
}

const emptyTexts = {
  loading: 'Searching…',
  done: 'No matches',
  failed: 'Could not reach the server. Keep typing to try again.',
};
