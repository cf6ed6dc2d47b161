import { type KeyboardEvent, useEffect, useRef } from 'react';
import { type ElementProps, naming } from './field';
import { useSurface } from './surface';
import { plainText } from './text';

const inputTypes: Record<string, string> = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
};

/**
 * A single-line or multiline text field with the number of characters left. Notifies the app only if the block has
 * `dispatch_action`.
 */
export function TextInput({ element, blockId, input }: ElementProps) {
  const { values, set, act } = useSurface();
  const actionId = String(element.action_id);
  const raw = values[blockId]?.[actionId];
  const value = String(raw === undefined ? (element.initial_value ?? '') : (raw ?? ''));
  const most = typeof element.max_length === 'number' ? element.max_length : 3000;
  const config = element.dispatch_action_config as { trigger_actions_on?: string[] } | undefined;
  const when = config?.trigger_actions_on ?? ['on_enter_pressed'];
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (text: string) => {
    set(blockId, actionId, text);
    if (!input?.dispatch || !when.includes('on_character_entered')) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void act(blockId, actionId, text), 250);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || element.multiline || event.nativeEvent.isComposing) return;
    if (!input?.dispatch || !when.includes('on_enter_pressed')) return;
    event.preventDefault();
    void act(blockId, actionId, value);
  };
  const common = {
    className: 'text-input',
    value,
    placeholder: element.placeholder ? plainText(element.placeholder) : undefined,
    onKeyDown: key,
    ...naming(input, 'Text'),
  };
  const left = most - value.length;
  return (
    <>
      {element.multiline ? (
        <textarea {...common} rows={4} onChange={(event) => change(event.target.value)} />
      ) : (
        <input
          {...common}
          type={inputTypes[String(element.type)] ?? 'text'}
          onChange={(event) => change(event.target.value)}
        />
      )}
      {typeof element.max_length === 'number' && (
        <p className={left < 0 ? 'counter error' : 'counter quiet'} aria-hidden={left > 20}>
          {left} characters left
        </p>
      )}
    </>
  );
}
