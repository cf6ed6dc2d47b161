import { type ElementProps, naming, useField } from './field';
import { plainText } from './text';

/** A date or a time, in the browser's own picker. */
export function DateInput(props: ElementProps) {
  const { element, input } = props;
  const { raw, change, dialog } = useField(props);
  const initial = element.initial_date ?? element.initial_time ?? '';
  return (
    <>
      <input
        type={element.type === 'timepicker' ? 'time' : 'date'}
        className="text-input"
        value={String(raw === undefined ? initial : (raw ?? ''))}
        onChange={(event) => change(event.target.value || null)}
        {...naming(input, element.placeholder ? plainText(element.placeholder) : 'Choose a date')}
      />
      {dialog}
    </>
  );
}
