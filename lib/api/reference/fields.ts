import type { JsonSchema } from '../openapi/document';

/** A line of a table of fields. */
export type Field = {
  /** as in errors: `targets[].id` is a field of an element */
  path: string;
  type: string;
  isRequired: boolean;
  about: string;
};

type Schema = JsonSchema | boolean | undefined;

/** The fields of an object or of the elements of a list. What has a name is not opened: its type is that name. */
export function fieldsOf(schema: JsonSchema): Field[] {
  const { part, suffix } = partOf(schema);
  return part ? fieldsBelow(part, suffix && `${suffix}.`) : [];
}

function fieldsBelow(schema: JsonSchema, prefix: string): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const path = `${prefix}${name}`;
    const isRequired = schema.required?.includes(name) === true;
    const about = typeof value === 'object' ? (value.description ?? '') : '';
    const { part, suffix } = partOf(value);
    return [
      { path, type: typeName(value), isRequired, about },
      ...(part ? fieldsBelow(part, `${path}${suffix}.`) : []),
    ];
  });
}

/** The object in a value, which can be null or a list. */
function partOf(value: Schema, suffix = ''): { part?: JsonSchema; suffix: string } {
  if (typeof value !== 'object') return { suffix };
  if (value.properties) return { part: value, suffix };
  if (value.items) return partOf(value.items as Schema, `${suffix}[]`);
  const found = value.anyOf?.map((each) => partOf(each, suffix)).find(({ part }) => part);
  return found ?? { suffix };
}

/** What a value is, in words: `list of UUID`, `text or null`. */
export function typeName(schema: Schema): string {
  if (typeof schema !== 'object' || isNothing(schema)) return 'nothing';
  const { $ref, enum: values, anyOf, type, format, items, additionalProperties } = schema;
  if ($ref) return nameOf($ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (values) return values.map((value) => JSON.stringify(value)).join(', ');
  if (anyOf) return anyOf.map(typeName).join(' or ');
  if (Array.isArray(type)) return type.map((each) => words[each] ?? each).join(' or ');
  if (type === 'array') return `list of ${typeName(items as Schema)}`;
  if (type === 'object' && typeof additionalProperties === 'object')
    return `object of ${typeName(additionalProperties)} by name`;
  return formats[format ?? ''] ?? words[type ?? ''] ?? 'anything';
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  number: 'number',
  integer: 'whole number',
  object: 'object',
  null: 'null',
};
const formats: Readonly<Record<string, string>> = { uuid: 'UUID', 'date-time': 'time' };

function isNothing({ not }: JsonSchema): boolean {
  return typeof not === 'object' && Object.keys(not).length === 0;
}

export function nameOf(reference: string): string {
  return reference.split('/').at(-1) ?? '';
}

/** The names of the schemas that a schema refers to. */
export function namesIn(schema: JsonSchema): string[] {
  const found = JSON.stringify(schema).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
  return [...new Set([...found].map(([, name = '']) => name))];
}
