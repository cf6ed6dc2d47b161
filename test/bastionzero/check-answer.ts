import { sdkEnums, sdkTypes } from './sdk';

/**
 * Holds an answer against a type of the SDK, such as `[]ApiKey` of the package `apikeys`: what a Go program could not
 * read, or would read as a zero value that nobody sent. Fields that the SDK does not know are ignored by it.
 */
export function checkAnswer(type: string, pkg: string, value: unknown, path = 'answer'): string[] {
  if (type.startsWith('*')) {
    return value === null || value === undefined ? [] : checkAnswer(type.slice(1), pkg, value, path);
  }
  if (type.startsWith('[]')) {
    if (!Array.isArray(value)) return [`${path} is ${describe(value)}, not a list`];
    return value.flatMap((each, index) => checkAnswer(type.slice(2), pkg, each, `${path}[${index}]`));
  }
  const scalar = scalars[type];
  if (scalar) return scalar(value) ? [] : [`${path} is ${describe(value)}, not ${type}`];
  const full = type.includes('.') ? type : `${pkg}.${type}`;
  const own = full.split('.')[0] ?? '';
  const values = full in sdkTypes ? undefined : sdkEnums[own];
  if (values) return values.includes(String(value)) ? [] : [`${path} is ${describe(value)}, not a ${own}`];
  const fields = sdkTypes[full];
  if (fields === undefined) throw new Error(`the type ${full} is not described`);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [`${path} is ${describe(value)}, not an object`];
  return fields.split('; ').flatMap((field) => checkField(field, own, value, path));
}

function checkField(field: string, pkg: string, value: object, path: string): string[] {
  if (field.startsWith('…')) return checkAnswer(field.slice(1), pkg, value, path);
  const [name = '', type = ''] = field.split(' ');
  const [key = '', isOptional] = name.split(',');
  const found: unknown = Reflect.get(value, key);
  if (found === undefined && isOptional) return [];
  return checkAnswer(type, pkg, found, `${path}.${key}`);
}

const scalars: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  bool: (value) => typeof value === 'boolean',
  int: Number.isSafeInteger,
  uint: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  'types.Timestamp': (value) => typeof value === 'string' && isTime(value),
};

function isTime(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(value) && !Number.isNaN(Date.parse(value));
}

function describe(value: unknown): string {
  return value === undefined ? 'missing' : (JSON.stringify(value)?.slice(0, 40) ?? String(value));
}
