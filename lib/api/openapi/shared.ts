import { errorAnswer } from '../answers/error';
import { pageQuery } from '../pages';
import type { JsonSchema, OpenApi, Parameter, Reference, Reply } from './document';
import type { JsonSchemas } from './json-schemas';

// What many operations have in common, which the description has once.

const text: JsonSchema = { type: 'string' };

const headers = {
  ETag: { description: 'The version of what is answered.', schema: text },
  Link: { description: 'The next page, with rel="next". Absent at the last page.', schema: text },
  'Retry-After': { description: 'In how many seconds the call can succeed.', schema: { type: 'integer' } },
  'Idempotency-Replayed': { description: 'The word true, in the answer to a repeated call.', schema: text },
} as const satisfies OpenApi['components']['headers'];

/** The refusals by status. `default` is of every address: 405, 426, 500, 501 and 503. */
const refusals = {
  400: ['BadRequest', 'A field or filter is unknown, missing or wrong, and nothing changed.'],
  401: ['NotSignedIn', 'There is no key or login, or it is wrong, expired or revoked.'],
  403: ['Forbidden', 'The caller is not allowed to do this.'],
  404: ['NotFound', 'The organization has no such object.'],
  409: ['Conflict', 'The state of an object does not allow it, or the same call is still running.'],
  412: ['Stale', 'The object has another version than If-Match says.'],
  413: ['TooLarge', 'The body is larger than 1 MiB.'],
  415: ['NotJson', 'The body is not application/json.'],
  422: ['KeyReused', 'The Idempotency-Key belongs to another call.'],
  429: ['TooManyRequests', 'There are too many calls. Repeat this one after Retry-After.'],
  default: ['Error', 'Another error, such as 503 while the server is busy.'],
} as const;

/** The reply with a status that is no success. Throws for a status that has no description. */
export function refusal(status: number | 'default'): Reference {
  const [name] = refusals[status as keyof typeof refusals] ?? [];
  if (name === undefined) throw new Error(`the status ${status} is not described`);
  return { $ref: `#/components/responses/${name}` };
}

export function header(name: keyof typeof headers): Record<string, Reference> {
  return { [name]: { $ref: `#/components/headers/${name}` } };
}

export function parameter(name: 'Limit' | 'Cursor' | 'IdempotencyKey' | 'IfMatch'): Reference {
  return { $ref: `#/components/parameters/${name}` };
}

/** @param schemas gets the schema of errors, and by then has all others */
export function describeShared(schemas: JsonSchemas): OpenApi['components'] {
  const content = { 'application/json': { schema: schemas.convert(errorAnswer, 'output') } };
  const responses: Record<string, Reply> = {};
  for (const [status, [name, description]] of Object.entries(refusals)) {
    const hasTime = status === '429' || status === '409';
    responses[name] = { description, content, ...(hasTime && { headers: header('Retry-After') }) };
  }
  return {
    schemas: schemas.named,
    parameters: parametersOf(schemas),
    headers,
    responses,
    securitySchemes: {
      apiKey: {
        type: 'apiKey',
        in: 'header',
        name: 'X-API-KEY',
        description: 'An API key, from Settings.',
      },
      login: { type: 'http', scheme: 'bearer', description: 'The token of a login of zli.' },
    },
  };
}

function parametersOf(schemas: JsonSchemas): Record<string, Parameter> {
  const optional = (where: 'query' | 'header', name: string, description: string, schema: JsonSchema) => ({
    name,
    in: where,
    required: false,
    description,
    schema,
  });
  const limit = schemas.convert(pageQuery.limit, 'output');
  return {
    Limit: optional('query', 'limit', 'How many items. Without it, all.', limit),
    Cursor: optional('query', 'cursor', 'Where the page begins, from Link of the page before.', text),
    IdempotencyKey: optional(
      'header',
      'Idempotency-Key',
      'With the same key, the same call happens once in 24 hours.',
      { type: 'string', minLength: 1, maxLength: 255 },
    ),
    IfMatch: optional('header', 'If-Match', 'The ETag of the version to change. Without it, any.', text),
  };
}
