import type { MouseEvent } from 'react';
import { useSlack } from './context';
import { type ElementProps, naming, useField } from './field';
import { groupsOf, valueIn } from './options';
import { plainText } from './text';

/** A native list with several selected options. A click toggles an option without modifier keys. */
export function SelectMany(props: ElementProps) {
  const { element, input } = props;
  const { snapshot } = useSlack();
  const { raw, change, dialog } = useField(props);
  const initial = (element.initial_options ??
    element.initial_users ??
    element.initial_channels ??
    element.initial_conversations ??
    []) as unknown[];
  const chosen = (Array.isArray(raw) ? raw : raw === undefined ? initial : []).map(valueIn);
  const choices = groupsOf(element, snapshot).flatMap((group) => group.choices);
  const most =
    typeof element.max_selected_items === 'number' ? element.max_selected_items : Number.POSITIVE_INFINITY;
  const choose = (values: string[]) => {
    if (values.length <= most) change(values);
  };
  const toggle = (event: MouseEvent, value: string) => {
    event.preventDefault();
    choose(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  };
  return (
    <>
      <select
        multiple
        className="select many"
        size={Math.min(Math.max(choices.length, 2), 6)}
        value={chosen}
        onChange={(event) => choose([...event.target.selectedOptions].map((each) => each.value))}
        {...naming(input, element.placeholder ? plainText(element.placeholder) : 'Choose options')}
      >
        {choices.map((each) => (
          <option key={each.value} value={each.value} onMouseDown={(event) => toggle(event, each.value)}>
            {each.text}
          </option>
        ))}
      </select>
      <p className="quiet hint">{chosen.length} selected</p>
      {dialog}
    </>
  );
}
