import { useId } from 'react';
import { optionsOf } from '../blocks/state';
import { type ElementProps, type InInput, useField } from './field';
import { valueIn } from './options';
import { Text } from './text';

function group(input: InInput | undefined, otherwise: string) {
  return input
    ? { 'aria-labelledby': input.labelId, 'aria-describedby': input.describedBy }
    : { 'aria-label': otherwise };
}

/** Radio buttons. */
export function RadioButtons(props: ElementProps) {
  const { element, input } = props;
  const { raw, change, dialog } = useField(props);
  const name = useId();
  const value = raw === undefined ? valueIn(element.initial_option) : valueIn(raw);
  return (
    <div role="radiogroup" className="choices" {...group(input, 'Choose one')}>
      {optionsOf(element).map((option) => (
        <label key={String(option.value)}>
          <input
            type="radio"
            name={name}
            data-field
            checked={value === option.value}
            onChange={() => change(String(option.value))}
          />
          <span>
            <Text of={option.text} />
            {option.description ? (
              <span className="quiet block">
                <Text of={option.description} />
              </span>
            ) : null}
          </span>
        </label>
      ))}
      {dialog}
    </div>
  );
}

/** Checkboxes. */
export function Checkboxes(props: ElementProps) {
  const { element, input } = props;
  const { raw, change, dialog } = useField(props);
  const chosen = (
    Array.isArray(raw) ? raw : raw === undefined ? ((element.initial_options ?? []) as unknown[]) : []
  ).map(valueIn);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend can't be the block's label
    <div role="group" className="choices" {...group(input, 'Choose any')}>
      {optionsOf(element).map((option) => {
        const value = String(option.value);
        const on = chosen.includes(value);
        return (
          <label key={value}>
            <input
              type="checkbox"
              data-field
              checked={on}
              onChange={() => change(on ? chosen.filter((each) => each !== value) : [...chosen, value])}
            />
            <span>
              <Text of={option.text} />
              {option.description ? (
                <span className="quiet block">
                  <Text of={option.description} />
                </span>
              ) : null}
            </span>
          </label>
        );
      })}
      {dialog}
    </div>
  );
}
