import { z } from 'zod';
import { bodyLimits } from '@/lib/body-limits';
import { AccessError, type InputError } from '@/lib/core/error';
import { describeTooLarge } from '@/lib/core/text/error';
import { describeIssue } from '@/lib/describe-issue';
import { formatPath } from '@/lib/parse';
import { readBody } from '@/lib/read-body';
import type { ApiRequest } from './api-request';
import { HttpError } from './errors';
import { findDuplicateKey } from './find-duplicate-key';

/**
 * Reads a query. A field of the schema gets all values of its name: see `query-fields.ts`. Throws `invalid`, which names each
 * unknown filter, because a filter that is ignored gives a longer list than the program expects, and for bytes that are no UTF-8.
 */
export function parseQuery<Q extends z.ZodObject>(schema: Q | undefined, request: ApiRequest): z.output<Q> {
  const { search, searchParams: query } = new URL(request.url);
  if (!isEncodedText(search)) throw new AccessError('invalid', 'The query must be percent-encoded UTF-8.');
  const values = Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
  return check(schema ?? noFilters, values, 'filter') as z.output<Q>;
}

/**
 * Reads a body as JSON. Undefined if the endpoint has none. Throws `invalid`, which names each field that is unknown, of
 * another type, or there twice, `too-large`, and 415 for another format.
 */
export async function parseBody<B extends z.ZodType>(
  schema: B | undefined,
  request: ApiRequest,
): Promise<z.output<B> | undefined> {
  return schema && check(schema, await readJson(request), 'field');
}

const noFilters = z.object({});

/** The strict schemas by their own: making one costs more than a call. */
const strictSchemas = new WeakMap<z.ZodType, z.ZodType>();

function strictOf<S extends z.ZodType>(schema: S): S {
  const known = strictSchemas.get(schema) ?? (schema instanceof z.ZodObject ? schema.strict() : schema);
  strictSchemas.set(schema, known);
  return known as S;
}

function check<S extends z.ZodType>(schema: S, input: unknown, what: 'filter' | 'field'): z.output<S> {
  const result = strictOf(schema).safeParse(input, { error: describeIssue });
  if (result.success) return result.data as z.output<S>;
  const faults = result.error.issues.flatMap((issue): InputError[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownName(formatPath([...issue.path, key]), what))
      : [{ path: formatPath(issue.path), message: issue.message }],
  );
  throw new AccessError('invalid', faults[0]?.message ?? 'The input is not valid.', { faults });
}

/** A URL decodes bytes that are no UTF-8 to replacement characters, which no caller has sent. */
function isEncodedText(search: string): boolean {
  try {
    return typeof decodeURIComponent(search) === 'string';
  } catch {
    return false;
  }
}

/** The error of a name that nothing has. */
export function unknownName(path: string, what: 'filter' | 'field'): InputError {
  return { path, message: `There is no ${what} ${path}. Check its spelling.` };
}

async function readJson(request: ApiRequest): Promise<unknown> {
  const bytes = await readBody(request, bodyLimits.api);
  if (!bytes) throw new AccessError('too-large', describeTooLarge(bodyLimits.api));
  const type = request.headers.get('content-type');
  if (bytes.length > 0 && type !== null && !/^application\/json\s*(;|$)/i.test(type)) {
    const message = 'Send the body as JSON, with the header Content-Type: application/json.';
    throw new HttpError(415, 'unsupported-media-type', message);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const body: unknown = text.trim() === '' ? {} : JSON.parse(text);
    if (isObject(body)) return withoutDuplicates(body, text);
  } catch (error) {
    if (error instanceof AccessError) throw error;
    // Reported below, like a body that is not an object.
  }
  throw new AccessError('invalid', 'The body must be a JSON object in UTF-8.');
}

function isObject(body: unknown): body is object {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

function withoutDuplicates(body: object, text: string): object {
  const path = findDuplicateKey(text);
  if (path === null) return body;
  const message = `The body has the field ${path} twice. Send it once.`;
  throw new AccessError('invalid', message, { faults: [{ path, message }] });
}
