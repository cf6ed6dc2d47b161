import { z } from 'zod';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { answerRepeatable } from './answer-repeatable';
import type { ApiAnswer, ApiHeaders, ApiRequest } from './api-request';
import { type ApiCall, answerAnyone, answerCaller, type Result } from './call';
import { type Listed, type Page, pageQuery, presentPage, readPage } from './pages';
import { parseBody, parseQuery } from './parse-input';

const methods = ['GET', 'POST', 'PATCH', 'DELETE'] as const;
export type Method = (typeof methods)[number];

/** One method of one path of the public API. */
export type Endpoint = {
  method: Method;
  /** below `/api/v2`, with parameters in braces: `policies/proxy/{id}`. `{id}` is a UUID. */
  path: string;
  /** what the API's description says about it; null for what is not offered */
  contract: (Contract & { isOpen: boolean }) | null;
  answer: (request: ApiRequest, params: Record<string, string>) => Promise<ApiAnswer>;
};

/**
 * What an endpoint accepts and answers. Other names in the query and the body are refused, so that no filter is dropped in
 * silence.
 */
export type Contract<
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> = {
  /** what it does, in one line */
  summary: string;
  query?: Q;
  body?: B;
  /** what it answers; `nothing` for 204 */
  answer: A;
  /** what clients call the fields of the use case, for its errors: `targets[].id` is a part of an element */
  names?: Record<string, string>;
  /** of an answer that has content; 200 by default */
  status?: number;
  /** a POST that changes nothing, and needs no `Idempotency-Key` */
  readOnly?: true;
  /** the fields of the answer that are secret, so that no repeated call gets them */
  secrets?: readonly string[];
  /** the answer has an ETag, and a change heeds `If-Match` */
  versioned?: true;
  /** nobody who is signed in is refused; `own`: what is not the caller's does not exist for them */
  forEveryone?: true | 'own';
  /** the format of an answer that is no JSON */
  media?: string;
  /** statuses that don't follow from the rest, such as 409 of a PATCH or a DELETE */
  also?: readonly number[];
};

/** What the work of an endpoint returns. */
type Answer<A extends z.ZodType> =
  | z.output<A>
  | Result<z.output<A>>
  | (z.output<A> extends readonly (infer T)[] ? Listed<T> : never)
  | Response;

type Call<Q extends z.ZodObject, B extends z.ZodType> = ApiCall & {
  query: z.output<Q>;
  body: z.output<B>;
  /** of a list */
  page: Page;
};
type OpenCall<Q extends z.ZodObject, B extends z.ZodType> = {
  params: Record<string, string>;
  headers: ApiHeaders;
  query: z.output<Q>;
  body: z.output<B>;
  /** the client's */
  address: string | undefined;
};

/**
 * An endpoint for people, service tokens and API keys. Its answer is the result of `work` as JSON, 204 for undefined, or
 * the error. The use case that `work` calls checks the caller's rights. A POST with an `Idempotency-Key` runs once: `work` is
 * then one transaction. A GET that returns a list has pages.
 */
export function endpoint<Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  name: `${Method} ${string}`,
  contract: Contract<Q, B, A>,
  work: (call: Call<Q, B>) => Promise<Answer<A>>,
): Endpoint {
  const pagedQuery = (contract.query ?? z.object({})).extend(pageQuery);
  const answer = answerCaller(async (call, request) => {
    if (call.params.id !== undefined) requireId(call.params.id);
    const url = new URL(request.url);
    const read = isRead(request)
      ? readPagedQuery(pagedQuery as z.ZodObject<typeof pageQuery>, call.ctx, request)
      : { query: parseQuery(contract.query, request), page: wholeList };
    const [query, page] = [read.query as z.output<Q>, read.page];
    const body = (await parseBody(contract.body, request)) as z.output<B>;
    const run = () => renamingFields(() => work({ ...call, query, body, page }), contract.names);
    if (isRead(request)) return presentPage(await run(), page, call.ctx, url);
    const key = request.headers.get('idempotency-key');
    if (request.method !== 'POST' || key === null || contract.readOnly) return run();
    const input = [url.pathname, query, body];
    const { status = 200, secrets = [] } = contract;
    return answerRepeatable(call.ctx, { key, input, status, secrets }, run);
  }, contract.status);
  return { ...split(name), contract: { ...contract, isOpen: false }, answer };
}

function isRead({ method }: ApiRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

const wholeList: Page = { limit: undefined, after: undefined };

/** The filters of a GET, and apart from them the page that it wants. */
function readPagedQuery(schema: z.ZodObject<typeof pageQuery>, ctx: Context, request: ApiRequest) {
  const { limit, cursor, ...query } = parseQuery(schema, request);
  return { query, page: readPage(ctx, new URL(request.url), { limit, cursor }) };
}

/** An endpoint without authentication, such as the one that signs in. */
export function openEndpoint<Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  name: `${Method} ${string}`,
  contract: Contract<Q, B, A>,
  work: (call: OpenCall<Q, B>) => Promise<Answer<A>>,
): Endpoint {
  const answer = answerAnyone(async (call, request) => {
    if (call.params.id !== undefined) requireId(call.params.id);
    const query = parseQuery(contract.query, request) as z.output<Q>;
    return work({ ...call, query, body: (await parseBody(contract.body, request)) as z.output<B> });
  }, contract.status);
  return { ...split(name), contract: { ...contract, isOpen: true }, answer };
}

/** Ids are UUIDs here, but clients don't know: another text is the id of nothing. Throws `not-found`. */
export function requireId(id: string | undefined): void {
  if (z.uuid().safeParse(id).success) return;
  throw new AccessError('not-found', 'There is nothing with this id.');
}

/** The errors of a use case name its fields; a client reads the names that it sent. */
async function renamingFields<T>(work: () => Promise<T>, names: Record<string, string> = {}): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AccessError) || error.faults.length === 0) throw error;
    const faults = error.faults.map((fault) => ({ ...fault, path: rename(fault.path, names) }));
    const { code, message, requestId, details } = error;
    throw new AccessError(code, message, { faults, details, ...(requestId && { requestId }) });
  }
}

/** What use cases group, clients send beside each other: `changes.name` becomes `name`. */
const groups = /^(changes|claims)\./;

/** `targetIds[0]` becomes `targets[0].id` where the name is `targets[].id`, and `targetIds` becomes `targets`. */
function rename(path: string, names: Record<string, string>): string {
  const [, field = '', index = '', rest = ''] =
    /^([^.[]*)(\[\d+\])?(.*)$/.exec(path.replace(groups, '')) ?? [];
  const [list = '', tail = ''] = (names[field] ?? field).split('[]');
  return `${list}${index}${index === '' ? '' : tail}${rest}`;
}

function split(name: string): Pick<Endpoint, 'method' | 'path'> {
  const [verb, path = ''] = name.split(' ');
  const method = methods.find((each) => each === verb);
  if (!method) throw new Error(`not a method: ${name}`);
  return { method, path };
}
