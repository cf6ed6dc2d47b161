import { isObject } from '../api/args';
import type { Field, Spec } from './spec';

/** Collects errors in Slack's wording, each with a JSON pointer to its location. */
export type Complain = (message: string, pointer: string) => void;

function checkField(value: unknown, field: Field, at: string, complain: Complain) {
  switch (field.is) {
    case 'string':
      return checkString(value, field, at, complain);
    case 'text':
      return checkText(value, field, at, complain);
    case 'boolean':
      if (typeof value !== 'boolean') complain('must provide a boolean', at);
      return;
    case 'number':
      if (typeof value !== 'number') return complain('must provide a number', at);
      if (value < field.min) return complain(`must be greater than ${field.min - 1}`, at);
      if (value > field.max) return complain(`must be less than ${field.max + 1}`, at);
      return;
    case 'list':
      if (!Array.isArray(value)) return complain('must provide an array', at);
      if (value.length < (field.min ?? 0)) return complain(`no fewer than ${field.min} items required`, at);
      if (value.length > field.max) return complain(`no more than ${field.max} items allowed`, at);
      for (const [index, each] of value.entries()) checkField(each, field.of, `${at}/${index}`, complain);
      return;
    case 'object':
      if (!isObject(value)) return complain('must provide an object', at);
      return checkFields(value, field.fields, at, complain);
    case 'typed': {
      if (!isObject(value)) return complain('must provide an object', at);
      const type = String(value.type);
      const fields = field.among[type];
      if (!fields || (field.only && !field.only.includes(type)))
        return complain(`unsupported type: ${type}`, `${at}/type`);
      return checkFields(value, { type: { is: 'anything' }, ...fields }, at, complain);
    }
    case 'anything':
      return;
  }
}

/** Validates an object against its fields. Refuses unknown fields, as Slack does. */
export function checkFields(value: { [key: string]: unknown }, fields: Spec, at: string, complain: Complain) {
  for (const [name, field] of Object.entries(fields)) {
    const each = value[name];
    if (each === undefined || each === null) {
      if (field.required) complain(`missing required field: ${name}`, at);
    } else checkField(each, field, `${at}/${name}`, complain);
  }
  for (const name of Object.keys(value))
    if (!(name in fields)) complain(`invalid additional property: ${name}`, at);
}

function checkString(value: unknown, field: Field & { is: 'string' }, at: string, complain: Complain) {
  if (typeof value !== 'string') return complain('must provide a string', at);
  if (field.min && value.length < field.min)
    return complain(`must be more than ${field.min - 1} characters`, at);
  if (field.max !== undefined && value.length > field.max)
    return complain(`must be less than ${field.max + 1} characters`, at);
  if (field.oneOf && !field.oneOf.includes(value))
    return complain(`must be one of: ${field.oneOf.join(', ')}`, at);
  if (field.pattern && !field.pattern.test(value)) complain('failed to match the format', at);
}

function checkText(value: unknown, field: Field & { is: 'text' }, at: string, complain: Complain) {
  if (!isObject(value)) return complain('must provide an object', at);
  const types = field.plain ? ['plain_text'] : ['plain_text', 'mrkdwn'];
  if (!types.includes(String(value.type))) return complain(`unsupported type: ${value.type}`, `${at}/type`);
  const own: Spec =
    value.type === 'plain_text' ? { emoji: { is: 'boolean' } } : { verbatim: { is: 'boolean' } };
  const fields: Spec = {
    type: { is: 'anything' },
    text: { is: 'string', min: 1, max: field.max, required: true },
    ...own,
  };
  checkFields(value, fields, at, complain);
}
