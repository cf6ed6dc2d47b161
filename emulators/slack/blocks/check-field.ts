import { isObject } from '../api/args';
import type { Field, Spec } from './spec';

/** Collects errors in Slack's wording, each with a JSON pointer to its location. */
export type AddError = (message: string, pointer: string) => void;

function checkField(value: unknown, field: Field, at: string, addError: AddError) {
  switch (field.is) {
    case 'string':
      return checkString(value, field, at, addError);
    case 'text':
      return checkText(value, field, at, addError);
    case 'boolean':
      if (typeof value !== 'boolean') addError('must provide a boolean', at);
      return;
    case 'number':
      if (typeof value !== 'number') return addError('must provide a number', at);
      if (value < field.min) return addError(`must be greater than ${field.min - 1}`, at);
      if (value > field.max) return addError(`must be less than ${field.max + 1}`, at);
      return;
    case 'list':
      if (!Array.isArray(value)) return addError('must provide an array', at);
      if (value.length < (field.min ?? 0)) return addError(`no fewer than ${field.min} items required`, at);
      if (value.length > field.max) return addError(`no more than ${field.max} items allowed`, at);
      for (const [index, each] of value.entries()) checkField(each, field.of, `${at}/${index}`, addError);
      return;
    case 'object':
      if (!isObject(value)) return addError('must provide an object', at);
      return checkFields(value, field.fields, at, addError);
    case 'typed': {
      if (!isObject(value)) return addError('must provide an object', at);
      const type = String(value.type);
      const fields = field.among[type];
      if (!fields || (field.only && !field.only.includes(type)))
        return addError(`unsupported type: ${type}`, `${at}/type`);
      return checkFields(value, { type: { is: 'anything' }, ...fields }, at, addError);
    }
    case 'anything':
      return;
  }
}

/** Validates an object against its fields. Refuses unknown fields, as Slack does. */
export function checkFields(value: { [key: string]: unknown }, fields: Spec, at: string, addError: AddError) {
  for (const [name, field] of Object.entries(fields)) {
    const each = value[name];
    if (each === undefined || each === null) {
      if (field.required) addError(`missing required field: ${name}`, at);
    } else checkField(each, field, `${at}/${name}`, addError);
  }
  for (const name of Object.keys(value))
    if (!(name in fields)) addError(`invalid additional property: ${name}`, at);
}

function checkString(value: unknown, field: Field & { is: 'string' }, at: string, addError: AddError) {
  if (typeof value !== 'string') return addError('must provide a string', at);
  if (field.min && value.length < field.min)
    return addError(`must be more than ${field.min - 1} characters`, at);
  if (field.max !== undefined && value.length > field.max)
    return addError(`must be less than ${field.max + 1} characters`, at);
  if (field.oneOf && !field.oneOf.includes(value))
    return addError(`must be one of: ${field.oneOf.join(', ')}`, at);
  if (field.pattern && !field.pattern.test(value)) addError('failed to match the format', at);
}

function checkText(value: unknown, field: Field & { is: 'text' }, at: string, addError: AddError) {
  if (!isObject(value)) return addError('must provide an object', at);
  const types = field.plain ? ['plain_text'] : ['plain_text', 'mrkdwn'];
  if (!types.includes(String(value.type))) return addError(`unsupported type: ${value.type}`, `${at}/type`);
  const own: Spec =
    value.type === 'plain_text' ? { emoji: { is: 'boolean' } } : { verbatim: { is: 'boolean' } };
  const fields: Spec = {
    type: { is: 'anything' },
    text: { is: 'string', min: 1, max: field.max, required: true },
    ...own,
  };
  checkFields(value, fields, at, addError);
}
