import { type FormEvent, type KeyboardEvent, useId, useState } from 'react';
import type { Conversation } from '../client-types';
import { useSlack } from './context';

/** The message field. A line that begins with a slash offers the app's commands. */
export function Composer({ conversation, label }: { conversation: Conversation; label: string }) {
  const { snapshot, send } = useSlack();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [dismissed, setDismissed] = useState(false);
  const id = useId();
  const typed = text.startsWith('/') && !text.includes(' ') ? text : undefined;
  const offers =
    typed === undefined || dismissed
      ? []
      : snapshot.app.commands.filter((each) => each.command.startsWith(typed) && each.command !== typed);
  const chosen = offers[Math.min(at, offers.length - 1)];

  const change = (value: string) => {
    setText(value);
    setAt(0);
    setDismissed(false);
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() === '') return;
    setText('');
    void send('post-message', { channel: conversation.id, text });
  };
  const key = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (chosen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt((Math.min(at, offers.length - 1) + step + offers.length) % offers.length);
    } else if (chosen && event.key === 'Escape') setDismissed(true);
    else if (chosen && (event.key === 'Tab' || event.key === 'Enter') && !event.shiftKey) {
      event.preventDefault();
      change(`${chosen.command} `);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  };
  return (
    <form className="composer" onSubmit={submit}>
      {offers.length > 0 && (
        <div className="offers" role="listbox" id={`${id}-list`} aria-label="Commands">
          {offers.map((each) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the text box, as in every combobox
            <div
              key={each.command}
              id={`${id}-${each.command.slice(1)}`}
              role="option"
              tabIndex={-1}
              aria-selected={each === chosen}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => change(`${each.command} `)}
            >
              <strong>{each.command}</strong> <span className="quiet">{each.usageHint}</span>
              <div className="quiet">{each.description}</div>
            </div>
          ))}
        </div>
      )}
      <textarea
        aria-label={label}
        placeholder={label}
        rows={1}
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={key}
        aria-autocomplete="list"
        aria-controls={offers.length > 0 ? `${id}-list` : undefined}
        aria-activedescendant={chosen ? `${id}-${chosen.command.slice(1)}` : undefined}
      />
      <button type="submit" className="button primary" disabled={text.trim() === ''}>
        Send
      </button>
    </form>
  );
}
