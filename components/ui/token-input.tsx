'use client';

import { type ClipboardEvent, type KeyboardEvent, useState } from 'react';
import { Token } from './token';
import { tokenBox, tokenField } from './token-box';

type Props = {
  id: string;
  describedBy?: string | undefined;
  values: readonly string[];
  onChange: (values: string[]) => void;
  placeholder: string;
  invalid?: boolean;
};

/** A list of typed names: Enter, a comma or leaving the field adds one. */
export function TokenInput({ id, describedBy, values, onChange, placeholder, invalid }: Props) {
  const [text, setText] = useState('');
  function add(input: string) {
    const names = input
      .split(/[,\n]/)
      .map((name) => name.trim())
      .filter(Boolean);
    setText('');
    if (names.length > 0) onChange([...new Set([...values, ...names])]);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      add(text);
    }
    if (event.key === 'Backspace' && text === '' && values.length > 0) onChange(values.slice(0, -1));
  }
  function onPaste(event: ClipboardEvent) {
    const pasted = event.clipboardData.getData('text');
    if (!/[,\n]/.test(pasted)) return;
    event.preventDefault();
    add(text + pasted);
  }
  return (
    <div className={tokenBox}>
      {values.length > 0 && (
        <ul className="contents">
          {values.map((value) => (
            <Token
              key={value}
              mono
              label={value}
              onRemove={() => onChange(values.filter((one) => one !== value))}
            />
          ))}
        </ul>
      )}
      <input
        id={id}
        className={`${tokenField} font-mono text-xs`}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        placeholder={values.length === 0 ? placeholder : ''}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={() => add(text)}
      />
    </div>
  );
}
