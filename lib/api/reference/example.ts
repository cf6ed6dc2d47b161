import type { JsonSchema, Operation } from '../openapi/document';

/** A line for a shell that calls an operation. Words in capitals are the reader's to replace. */
export function curlLine(origin: string, method: string, path: string, operation: Operation): string {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => placeholder(name));
  const body = operation.requestBody?.content['application/json']?.schema;
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${origin}/api/v2${address}`,
    ...(operation.security ? [] : ['-H "X-API-KEY: $API_KEY"']),
    ...(body ? ['-H "Content-Type: application/json"', `-d '${JSON.stringify(exampleOf(body))}'`] : []),
  ].join(' \\\n  ');
}

/** `idOrEmail` becomes `ID_OR_EMAIL`. */
function placeholder(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** The smallest body that says something: the required fields, or else the first one that is not the id. */
function exampleOf(body: JsonSchema): Record<string, unknown> {
  const { properties = {}, required = [] } = body;
  const first = Object.keys(properties).find((name) => name !== 'id');
  const names = required.length > 0 || first === undefined ? required : [first];
  return Object.fromEntries(names.map((name) => [name, sampleOf(properties[name], name)]));
}

function sampleOf(schema: JsonSchema | boolean | undefined, name: string): unknown {
  if (typeof schema !== 'object') return null;
  const { examples, anyOf, enum: values, type, properties } = schema;
  if (examples) return examples[0];
  if (schema.const !== undefined) return schema.const;
  if (values) return values[0];
  if (anyOf) return sampleOf(anyOf[0], name);
  if (properties) return exampleOf(schema);
  switch (Array.isArray(type) ? type[0] : type) {
    case 'array':
      return [];
    case 'boolean':
      return true;
    case 'number':
    case 'integer':
      return schema.minimum ?? 1;
    default:
      return placeholder(name);
  }
}
