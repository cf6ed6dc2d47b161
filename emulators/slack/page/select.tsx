import { useSlack } from './context';
import { type ElementProps, naming, useField } from './field';
import { groupsOf, valueIn } from './options';
import { plainText } from './text';

/** A single selection in the browser's own select. */
export function Select(props: ElementProps) {
  const { element, input } = props;
  const { snapshot } = useSlack();
  const { raw, change, dialog } = useField(props);
  const initial =
    element.initial_option ?? element.initial_user ?? element.initial_channel ?? element.initial_conversation;
  const value = raw === undefined ? valueIn(initial) : valueIn(raw);
  const placeholder = element.placeholder ? plainText(element.placeholder) : 'Choose an option';
  return (
    <>
      <select
        className="select"
        value={value}
        onChange={(event) => change(event.target.value || null)}
        {...naming(input, placeholder)}
      >
        <option value="">{placeholder}</option>
        {groupsOf(element, snapshot).map((group) =>
          group.label ? (
            <optgroup key={group.label} label={group.label}>
              <Options group={group} />
            </optgroup>
          ) : (
            <Options key="all" group={group} />
          ),
        )}
      </select>
      {dialog}
    </>
  );
}

function Options({ group }: { group: ReturnType<typeof groupsOf>[number] }) {
  return group.choices.map((each) => (
    <option key={each.value} value={each.value}>
      {each.text}
    </option>
  ));
}
