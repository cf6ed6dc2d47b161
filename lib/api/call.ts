import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findTokenContext } from '@/lib/tokens/find-token-context';
import { errorResponse } from './errors';

const longestBody = 64 * 1024;

/** A call of the public API by somebody who is known. */
export type ApiCall = {
  ctx: Context;
  /** the row of the token or API key that was shown */
  tokenId: string;
  params: Record<string, string>;
  query: URLSearchParams;
  /** the JSON of the body, unread until asked for */
  body: () => Promise<Record<string, unknown>>;
  signal: AbortSignal;
};

type Params = { params: Promise<Record<string, string>> };
type RouteHandler = (request: Request, about: Params) => Promise<Response>;

/**
 * A route of the public API: finds out who calls, and answers with what `work` gives as JSON (204 for
 * nothing), or with the error. Whether they may is asked by the verb that `work` calls.
 */
export function api(work: (call: ApiCall) => Promise<unknown>, status = 200): RouteHandler {
  return async (request, about) => {
    try {
      const known = await whoCalls(request);
      const result = await work({
        ...known,
        params: await about.params,
        query: new URL(request.url).searchParams,
        body: () => readBody(request),
        signal: request.signal,
      });
      if (result instanceof Response) return result;
      if (result === undefined) return new Response(null, { status: 204 });
      return Response.json(result, { status, headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      return errorResponse(error);
    }
  };
}

/** A route that anybody may call, such as the one that signs in. */
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

async function whoCalls({ headers }: Request): Promise<{ ctx: Context; tokenId: string }> {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const token = bearer ?? headers.get('x-api-key') ?? '';
  const known = token === '' ? null : await findTokenContext(token);
  if (known) return known;
  throw new AccessError(
    'not-signed-in',
    token === ''
      ? 'Sign in first: zli login, or an API key in X-API-KEY.'
      : 'Your login has expired. Run: zli login',
  );
}

async function readBody(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text.length > longestBody) throw new AccessError('invalid', 'The body is too long.');
  if (text.trim() === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>;
  } catch {
    // Told like any other body that is no object.
  }
  throw new AccessError('invalid', 'The body must be a JSON object.');
}

/** A list in a query: repeated, or separated by commas. Undefined when it is not there. */
export function listOf(query: URLSearchParams, name: string): string[] | undefined {
  const values = query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim());
  const given = values.filter((value) => value !== '');
  return given.length > 0 ? given : undefined;
}

/** One value of a query; undefined when it is not there or empty. */
export function oneOf(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) || undefined;
}
