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
  /** finds what can be chosen by words; the first of many */
  search: Search<Option>;
  chosen: readonly Option[];
  onChange: (chosen: Option[]) => void;
  placeholder: string;
  disabled?: boolean;
  invalid?: boolean;
};

/** Chooses any number out of any number, by typing a part of a name that the server then looks for. */
export function TokenSelect(props: Props) {
  const { id, label, search, chosen, onChange, placeholder, disabled = false, invalid = false } = props;
  const [words, setWords] = useState('');
  const [opened, setOpened] = useState(false);
  const isOpen = useRef(false);
  const box = useRef<HTMLDivElement>(null);
  const { found, state } = useSearch(words, search, opened);
  // A modal dialog is above all else of the page: its lists must open inside of it.
  const dialog = box.current?.closest('dialog');
  const known = new Map([...found, ...chosen].map((option) => [option.id, option]));
  return (
    <ComboBox
      aria-label={label}
      {...(props.describedBy && { 'aria-describedby': props.describedBy })}
      selectionMode="multiple"
      value={chosen.map((option) => option.id)}
      // Only what is listed can be toggled; what is chosen beyond the list stays.
      onChange={(keys) => {
        onChange(keys.flatMap((key) => known.get(String(key)) ?? []));
        setWords('');
      }}
      inputValue={words}
      onInputChange={setWords}
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
        // Escape closes the list, and not the dialog that the field may stand in too.
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
            if (event.key === 'Backspace' && words === '' && chosen.length > 0) onChange(chosen.slice(0, -1));
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
          renderEmptyState={() => <p className="px-2.5 py-2 text-muted">{emptyWords[state]}</p>}
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
          The first that fit. Type more of the name to find others.
        </p>
      </Popover>
    </ComboBox>
  );
}

const emptyWords = {
  looking: 'Looking …',
  done: 'Nothing is called that.',
  failed: 'The console did not answer. Type on to try again.',
};
