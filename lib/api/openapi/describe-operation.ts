import { z } from 'zod';
import type { Content, JsonSchema, Operation, Parameter, Reference, Reply } from './document';
import type { JsonSchemas } from './json-schemas';
import { header, parameter, refusal } from './shared';
import { isConditional, isPaged, isRepeatable, type Offered, statusesOf } from './statuses';
import { tagOf } from './tags';

/** One method of one path. */
export function describeOperation(endpoint: Offered, schemas: JsonSchemas): Operation {
  const { method, path, contract } = endpoint;
  const { summary, body, isOpen } = contract;
  const responses: Operation['responses'] = {};
  for (const status of statusesOf(endpoint))
    responses[status] = status < 400 ? describeSuccess(endpoint, status, schemas) : refusal(status);
  return {
    operationId: operationId(method, path),
    summary,
    tags: [tagOf(path).name],
    parameters: describeParameters(endpoint, schemas),
    ...(body && { requestBody: describeBody(body, schemas) }),
    responses: { ...responses, default: refusal('default') },
    ...(isOpen && { security: [] }),
  };
}

/** `GET policies/just-in-time/{id}` becomes `getPoliciesJustInTimeById`. */
function operationId(method: string, path: string): string {
  const words = path.replace(/\{(\w+)\}/g, 'by-$1').split(/[^\w]+/);
  return [method.toLowerCase(), ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join(
    '',
  );
}

function describeParameters(endpoint: Offered, schemas: JsonSchemas): Operation['parameters'] {
  const { path, contract } = endpoint;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']): Parameter => {
    const schema: JsonSchema = name === 'id' ? { type: 'string', format: 'uuid' } : { type: 'string' };
    return { name, in: 'path', required: true, schema };
  });
  const inQuery = Object.entries(contract.query?.shape ?? {}).map(([name, field]): Parameter => {
    const { description, ...schema } = schemas.convert(field as z.ZodType, 'output');
    return {
      name,
      in: 'query',
      required: false,
      schema,
      ...(description && { description }),
      ...(schema.type === 'array' && { explode: false as const }),
    };
  });
  return [
    ...inPath,
    ...inQuery,
    ...(isPaged(endpoint) ? [parameter('Limit'), parameter('Cursor')] : []),
    ...(isRepeatable(endpoint) ? [parameter('IdempotencyKey')] : []),
    ...(isConditional(endpoint) ? [parameter('IfMatch')] : []),
  ];
}

/** A body refuses unknown fields. An empty one counts as `{}`. */
function describeBody(body: z.ZodType, schemas: JsonSchemas): NonNullable<Operation['requestBody']> {
  const schema = schemas.convert(body instanceof z.ZodObject ? body.strict() : body, 'input');
  return { required: (schema.required ?? []).length > 0, content: { 'application/json': { schema } } };
}

function describeSuccess(endpoint: Offered, status: number, schemas: JsonSchemas): Reply {
  if (status === 304) return { description: 'What If-None-Match names is still current.' };
  if (status === 204) return { description: 'Done.' };
  const { answer, media, versioned } = endpoint.contract;
  const headers: Record<string, Reference> = {
    ...(versioned && header('ETag')),
    ...(isPaged(endpoint) && header('Link')),
    ...(isRepeatable(endpoint) && header('Idempotency-Replayed')),
  };
  const content: Content = media
    ? { [media]: {} }
    : { 'application/json': { schema: schemas.convert(answer, 'output') } };
  const description = status === 201 ? 'Created.' : 'Done.';
  return { description, ...(Object.keys(headers).length > 0 && { headers }), content };
}
