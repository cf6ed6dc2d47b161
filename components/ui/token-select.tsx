'use client';

import { Check } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { ComboBox, Input } from 'react-aria-components/ComboBox';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Token } from './token';
import { tokenBox, tokenField } from './token-box';

export type Option = { id: string; label: string; detail?: string; icon?: ReactNode };

type Props = {
  id: string;
  label: string;
  describedBy?: string | undefined;
  options: readonly Option[];
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  placeholder: string;
  disabled?: boolean;
  invalid?: boolean;
};

// A list longer than this is searched, not scrolled.
const longest = 50;

/** Chooses any number out of many by typing a part of their name. */
export function TokenSelect(props: Props) {
  const { id, label, options, chosen, onChange, placeholder, disabled = false, invalid = false } = props;
  const [words, setWords] = useState('');
  const wanted = words.trim().toLowerCase();
  const found = options.filter((option) =>
    `${option.label} ${option.detail ?? ''}`.toLowerCase().includes(wanted),
  );
  const shown = found.slice(0, longest);
  const byId = new Map(options.map((option) => [option.id, option]));
  return (
    <ComboBox
      aria-label={label}
      {...(props.describedBy && { 'aria-describedby': props.describedBy })}
      selectionMode="multiple"
      value={[...chosen]}
      // Only what is listed can be toggled; what is chosen beyond the list stays.
      onChange={(keys) => {
        onChange(keys.map(String));
        setWords('');
      }}
      inputValue={words}
      onInputChange={setWords}
      items={shown}
      menuTrigger="focus"
      allowsEmptyCollection
      isDisabled={disabled}
      isInvalid={invalid}
      className="block"
    >
      <div className={`${tokenBox} ${disabled ? 'opacity-60' : ''}`}>
        <Chosen
          ids={chosen}
          byId={byId}
          onRemove={(gone) => onChange(chosen.filter((one) => one !== gone))}
        />
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
        className="w-(--trigger-width) min-w-64 overflow-hidden rounded-xl border border-line bg-panel shadow-pop"
      >
        <ListBox<Option>
          className="max-h-72 overflow-y-auto p-1.5 outline-none"
          renderEmptyState={() => <p className="px-2.5 py-2 text-muted">Nothing is called that.</p>}
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
        {found.length > longest && (
          <p className="border-t border-line px-4 py-2 text-sm text-muted">
            {found.length - longest} more: type to find them.
          </p>
        )}
      </Popover>
    </ComboBox>
  );
}

function Chosen(props: {
  ids: readonly string[];
  byId: Map<string, Option>;
  onRemove: (id: string) => void;
}) {
  if (props.ids.length === 0) return null;
  return (
    <ul className="contents">
      {props.ids.map((id) => {
        const option = props.byId.get(id);
        return (
          <Token
            key={id}
            label={option?.label ?? 'No longer here'}
            icon={option?.icon}
            onRemove={() => props.onRemove(id)}
          />
        );
      })}
    </ul>
  );
}
