import { noteRefusedCall } from '@/lib/audit/note-refusal';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findTokenContext } from '@/lib/tokens/find-token-context';
import { noteRefusedToken } from '@/lib/tokens/note-refused-token';
import { errorResponse } from './errors';

/** In characters. */
const maxBodyLength = 64 * 1024;

/** An authenticated call of the public API. */
export type ApiCall = {
  ctx: Context;
  /** the row of the token or API key that the caller sent */
  tokenId: string;
  params: Record<string, string>;
  query: URLSearchParams;
  /** reads the body as JSON */
  body: () => Promise<Record<string, unknown>>;
  signal: AbortSignal;
};

type Params = { params: Promise<Record<string, string>> };
type RouteHandler = (request: Request, about: Params) => Promise<Response>;

/**
 * A route of the public API. Authenticates the caller and answers with the result of `work` as JSON (204 for undefined)
 * or with the error. The use case that `work` calls checks the caller's rights.
 */
export function api(work: (call: ApiCall) => Promise<unknown>, status = 200): RouteHandler {
  return async (request, about) => {
    const doing = `${request.method} ${new URL(request.url).pathname}`;
    let caller: Caller | undefined;
    try {
      caller = await authenticate(request, doing);
      const result = await work({
        ...caller,
        params: await about.params,
        query: new URL(request.url).searchParams,
        body: () => readBody(request),
        signal: request.signal,
      });
      if (result instanceof Response) return result;
      if (result === undefined) return new Response(null, { status: 204 });
      return Response.json(result, { status, headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      if (caller) noteRefusedCall(error, caller.ctx, doing);
      return errorResponse(error);
    }
  };
}

/** A route without authentication, such as the one that signs in. */
export function openApi(work: (call: Pick<ApiCall, 'params' | 'body'>) => Promise<unknown>): RouteHandler {
  return async (request, about) => {
    try {
      const result = await work({ params: await about.params, body: () => readBody(request) });
      return result instanceof Response
        ? result
        : Response.json(result, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      return errorResponse(error);
    }
  };
}

type Caller = Pick<ApiCall, 'ctx' | 'tokenId'>;

async function authenticate({ headers }: Request, doing: string): Promise<Caller> {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const token = bearer ?? headers.get('x-api-key') ?? '';
  const caller = token === '' ? null : await findTokenContext(token);
  if (caller) return caller;
  if (token !== '') await noteRefusedToken(token, doing);
  throw new AccessError(
    'not-signed-in',
    token === ''
      ? 'Sign in with zli login, or send an API key in the X-API-KEY header.'
      : 'Your login has expired. Run: zli login',
  );
}

async function readBody(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text.length > maxBodyLength)
    throw new AccessError('invalid', 'The body is too long. Send at most 64 KiB.');
  if (text.trim() === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>;
  } catch {
    // Reported below, like a body that is not an object.
  }
  throw new AccessError('invalid', 'The body must be a JSON object.');
}

/** A list in a query: repeated, or separated by commas. Undefined if it is missing or empty. */
export function listOf(query: URLSearchParams, name: string): string[] | undefined {
  const values = query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim());
  const items = values.filter((value) => value !== '');
  return items.length > 0 ? items : undefined;
}

/** One value of a query. Undefined if it is missing or empty. */
export function queryParam(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) || undefined;
}
