'use client';

import { type ReactNode, useRef } from 'react';
import { Token } from './token';
import { tokenBox, tokenField } from './token-box';
import { TokenList } from './token-list';
import type { Option } from './token-option';
import type { Search } from './use-search';
import { useTokenList } from './use-token-list';

type Props = {
  id: string;
  label: string;
  describedBy?: string | undefined;
  /** finds options for a query; only the first ones of many */
  search: Search<Option>;
  chosen: readonly Option[];
  onChange: (chosen: Option[]) => void;
  placeholder: string;
  /** what the list shows while there is nothing to choose at all */
  none: ReactNode;
  invalid?: boolean;
};

/**
 * Selects any number of options, which the server finds by a part of their name. An editable combobox with a list: the
 * first match is highlighted while typing, and Enter takes it.
 */
export function TokenSelect(props: Props) {
  const { id, label, chosen, onChange, placeholder, none, invalid = false } = props;
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useTokenList({ search: props.search, chosen, onChange });
  const { query, isOpen, found, active } = list;
  const hasList = isOpen && found.length > 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: closes the list when the focus leaves the field and its list
    <div
      ref={box}
      className="relative"
      onBlur={({ relatedTarget }) => {
        if (!box.current?.contains(relatedTarget)) list.close();
      }}
    >
      <div className={tokenBox}>
        {chosen.length > 0 && (
          <ul className="contents">
            {chosen.map((option) => (
              <Token
                key={option.id}
                label={option.label}
                icon={option.icon}
                onRemove={() => {
                  onChange(chosen.filter((one) => one.id !== option.id));
                  input.current?.focus();
                }}
              />
            ))}
          </ul>
        )}
        <input
          ref={input}
          id={id}
          role="combobox"
          aria-label={label}
          aria-autocomplete="list"
          aria-expanded={hasList}
          aria-controls={hasList ? `${id}-list` : undefined}
          aria-activedescendant={hasList && active !== null ? `${id}-option-${active}` : undefined}
          aria-describedby={props.describedBy}
          aria-invalid={invalid || undefined}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className={tokenField}
          placeholder={chosen.length === 0 ? placeholder : ''}
          value={query}
          onChange={(event) => list.type(event.target.value)}
          onClick={list.open}
          onKeyDown={list.onKeyDown}
        />
      </div>
      {isOpen && (
        <TokenList
          id={id}
          label={label}
          list={list}
          chosen={chosen}
          none={none}
          onTake={(option) => {
            list.take(option);
            input.current?.focus();
          }}
        />
      )}
      <p role="status" className="sr-only">
        {isOpen && list.state === 'done' && found.length > 0 && `${found.length} found`}
      </p>
    </div>
  );
}
