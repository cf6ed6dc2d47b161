import { noteRefusedCall } from '@/lib/audit/note-refusal';
import { bodyLimits } from '@/lib/body-limits';
import { readClientAddress } from '@/lib/client-address';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { describeTooLarge } from '@/lib/core/text/error';
import { rateLimitHeaders, type Taken, takeFrom, tooManyRequests } from '@/lib/rate-limit';
import { readBody } from '@/lib/read-body';
import { findTokenContext } from '@/lib/tokens/find-token-context';
import { noteRefusedToken } from '@/lib/tokens/note-refused-token';
import { errorResponse } from './errors';
import { refuseOldZli, withServerVersion } from './zli-version';

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
  return versioned(async (request, about) => {
    const doing = `${request.method} ${new URL(request.url).pathname}`;
    const limits: Taken[] = [];
    let caller: Caller | undefined;
    const answer = async () => {
      caller = await authenticate(request, limits, doing);
      const result = await work({
        ...caller,
        params: await about.params,
        query: new URL(request.url).searchParams,
        body: () => readJson(request),
        signal: request.signal,
      });
      if (result instanceof Response) return result;
      if (result === undefined) return new Response(null, { status: 204 });
      return Response.json(result, { status, headers: { 'cache-control': 'no-store' } });
    };
    const response = await answer().catch((error: unknown) => {
      if (caller) noteRefusedCall(error, caller.ctx, doing);
      return errorResponse(error);
    });
    for (const taken of limits)
      for (const [name, value] of Object.entries(rateLimitHeaders(taken)))
        response.headers.append(name, value);
    return response;
  });
}

/** A route without authentication, such as the one that signs in. `address` is the client's. */
export function openApi(
  work: (call: Pick<ApiCall, 'params' | 'body'> & { address: string | undefined }) => Promise<unknown>,
): RouteHandler {
  return versioned(async (request, about) => {
    try {
      const result = await work({
        params: await about.params,
        body: () => readJson(request),
        address: readClientAddress(request.headers),
      });
      return result instanceof Response
        ? result
        : Response.json(result, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      return errorResponse(error);
    }
  });
}

/** A route that refuses a `zli` that is too old, before it does anything, and tells its own version. */
function versioned(route: RouteHandler): RouteHandler {
  return async (request, about) =>
    withServerVersion(refuseOldZli(request.headers) ?? (await route(request, about)));
}

type Caller = Pick<ApiCall, 'ctx' | 'tokenId'>;

/** Finds the caller, and counts the call under the limits of the token and the person, whose states go to `limits`. */
async function authenticate({ headers }: Request, limits: Taken[], doing: string): Promise<Caller> {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const token = bearer ?? headers.get('x-api-key') ?? '';
  const address = readClientAddress(headers);
  const caller = token === '' ? null : await findTokenContext(token);
  if (caller) {
    const { ctx, tokenId } = caller;
    limits.push(await takeFrom('token', tokenId));
    if (ctx.actor.kind === 'user') limits.push(await takeFrom('person', ctx.actor.userId));
    const usedUp = limits.find(({ allowed }) => !allowed);
    if (usedUp) throw tooManyRequests(usedUp.resetSeconds);
    return { ctx: { ...ctx, address }, tokenId };
  }
  if (token !== '') await noteRefusedToken(token, { doing, address });
  throw new AccessError(
    'not-signed-in',
    token === ''
      ? 'Sign in with zli login, or send an API key in the X-API-KEY header.'
      : 'Your login has expired. Run: zli login',
  );
}

async function readJson(request: Request): Promise<Record<string, unknown>> {
  const bytes = await readBody(request, bodyLimits.api);
  if (!bytes) throw new AccessError('too-large', describeTooLarge(bodyLimits.api));
  const text = bytes.toString('utf8');
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
