/** What a person can change in a form: a native field, found again by its label. */
export type FieldState = { label: string; value: string };

const prefix = 'typed ';

/** What differs from the fields that a form began with, in the order of the form. */
export function changedFields(before: readonly FieldState[], now: readonly FieldState[]): FieldState[] {
  return now.filter(({ label, value }) => before.find((field) => field.label === label)?.value !== value);
}

/** Keeps changed fields in this browser tab, for `owner` alone; none drops what was kept. */
export function keepFields(key: string, owner: string, fields: readonly FieldState[]): void {
  try {
    if (fields.length === 0) sessionStorage.removeItem(prefix + key);
    else sessionStorage.setItem(prefix + key, JSON.stringify({ owner, fields }));
  } catch {
    // The storage is full or turned off.
  }
}

/** The kept fields; none if there are none, or if they are of another person. */
export function readKeptFields(key: string, owner: string): FieldState[] {
  try {
    const found = JSON.parse(sessionStorage.getItem(prefix + key) ?? 'null');
    return found?.owner === owner ? found.fields : [];
  } catch {
    return [];
  }
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The fields of a form that a person can fill in now, without files and without what only searches. */
export function readFields(form: HTMLFormElement): FieldState[] {
  return controlsOf(form).map((control) => ({ label: labelOf(control), value: contentOf(control) }));
}

/** Fills in fields as a person would, so that React sees it. Returns those that the form does not have yet. */
export function fillIn(form: HTMLFormElement, fields: readonly FieldState[]): FieldState[] {
  return fields.filter(({ label, value }) => {
    const control = controlsOf(form).find((one) => labelOf(one) === label);
    if (!control) return true;
    if (contentOf(control) === value) return false;
    if (isBox(control)) control.click();
    else setValue(control, value);
    return false;
  });
}

function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.querySelectorAll<Control>('input, textarea, select')].filter(
    (control) =>
      !control.disabled &&
      control.role !== 'combobox' &&
      !['hidden', 'file', 'password', 'submit'].includes(control.type) &&
      labelOf(control) !== '',
  );
}

function labelOf(control: Control): string {
  return control.labels?.[0]?.textContent?.trim() ?? '';
}

function isBox(control: Control): control is HTMLInputElement {
  return control.type === 'checkbox' || control.type === 'radio';
}

function contentOf(control: Control): string {
  return isBox(control) ? String(control.checked) : control.value;
}

/** React listens to the event, and reads the value that the prototype's setter has set behind its back. */
function setValue(control: Control, value: string): void {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), 'value')?.set?.call(control, value);
  control.dispatchEvent(new Event(control.type.startsWith('select') ? 'change' : 'input', { bubbles: true }));
}
