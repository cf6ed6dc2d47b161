import { noteCall } from '@/lib/audit/note-call';
import { noteRefusedCall } from '@/lib/audit/note-refusal';
import { readClientAddress } from '@/lib/client-address';
import type { Context } from '@/lib/context';
import { isProgram } from '@/lib/core/actor';
import { AccessError } from '@/lib/core/error';
import { rateLimitHeaders, type Taken, takeFrom, tooManyRequests } from '@/lib/rate-limit';
import { findTokenContext } from '@/lib/tokens/find-token-context';
import { noteRefusedToken } from '@/lib/tokens/note-refused-token';
import { type ApiAnswer, type ApiHeaders, type ApiRequest, appendHeader, JsonAnswer } from './api-request';
import { errorResponse } from './errors';
import { refuseOldZli, withServerVersion } from './zli-version';

/** An authenticated call of the public API. */
export type ApiCall = {
  ctx: Context;
  /** the row of the token or API key that the caller sent */
  tokenId: string;
  params: Record<string, string>;
  headers: ApiHeaders;
  /** aborted when the client leaves */
  leaving: () => AbortSignal;
};

type OpenCall = {
  params: Record<string, string>;
  headers: ApiHeaders;
  /** the client's */
  address: string | undefined;
};

/** What a call returns, with headers of its own. */
export class Result<T = unknown> {
  readonly body: T;
  readonly headers: Record<string, string>;

  constructor(body: T, headers: Record<string, string>) {
    this.body = body;
    this.headers = headers;
  }
}

type Answer = (request: ApiRequest, params: Record<string, string>) => Promise<ApiAnswer>;

/**
 * Authenticates the caller, and answers with the result of `work` as JSON with `status` (204 for undefined) or with the error.
 * Every call of a program is an event (R24).
 */
export function answerCaller(
  work: (call: ApiCall, request: ApiRequest) => Promise<unknown>,
  status = 200,
): Answer {
  return versioned(async (request, params) => {
    const doing = `${request.method} ${new URL(request.url).pathname}`;
    const limits: Taken[] = [];
    let caller: Caller | undefined;
    const answer = async (): Promise<ApiAnswer> => {
      caller = await authenticate(request, limits, doing);
      return toAnswer(
        await work({ ...caller, params, headers: request.headers, leaving: () => request.signal }, request),
        status,
      );
    };
    const response: ApiAnswer = await answer().catch((error: unknown) => {
      if (caller) noteRefusedCall(error, caller.ctx, doing);
      return errorResponse(error);
    });
    if (caller && isProgram(caller.ctx.actor)) {
      const path = new URL(request.url).pathname;
      await noteCall(caller.ctx, { method: request.method, path, status: response.status });
    }
    for (const taken of limits)
      for (const [name, value] of Object.entries(rateLimitHeaders(taken)))
        appendHeader(response, name, value);
    return response;
  });
}

/** Answers without authentication. */
export function answerAnyone(
  work: (call: OpenCall, request: ApiRequest) => Promise<unknown>,
  status = 200,
): Answer {
  return versioned(async (request, params) => {
    try {
      const { headers } = request;
      const address = readClientAddress(headers);
      return toAnswer(await work({ params, headers, address }, request), status);
    } catch (error) {
      return errorResponse(error);
    }
  });
}

/** The result of a call as JSON; 204 for undefined. An answer stays as it is. */
export function toAnswer(result: unknown, status: number): ApiAnswer {
  if (result instanceof Response || result instanceof JsonAnswer) return result;
  if (result === undefined) return new JsonAnswer(null, 204, {});
  const { body, headers } = result instanceof Result ? result : new Result(result, {});
  return new JsonAnswer(JSON.stringify(body), status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...headers,
  });
}

/** Refuses a `zli` that is too old, before it does anything, and tells its own version. */
function versioned(answer: Answer): Answer {
  return async (request, params) =>
    withServerVersion(refuseOldZli(request.headers) ?? (await answer(request, params)));
}

type Caller = Pick<ApiCall, 'ctx' | 'tokenId'>;

/** Whether a request presents a token or an API key, valid or not. */
export function hasToken({ headers }: ApiRequest): boolean {
  return readToken(headers).token !== '';
}

function readToken(headers: ApiHeaders): { token: string; isLogin: boolean } {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  return { token: bearer ?? headers.get('x-api-key') ?? '', isLogin: bearer !== undefined };
}

/** Finds the caller, and counts the call under the limits of the token and the person, whose states go to `limits`. */
async function authenticate({ headers }: ApiRequest, limits: Taken[], doing: string): Promise<Caller> {
  const { token, isLogin } = readToken(headers);
  const address = readClientAddress(headers);
  const caller = token === '' ? null : await findTokenContext(token, address);
  if (caller) {
    const { ctx, tokenId } = caller;
    limits.push(await takeFrom('token', tokenId));
    const owner = ownerOf(ctx);
    if (owner !== null) limits.push(await takeFrom('person', owner));
    const usedUp = limits.find(({ allowed }) => !allowed);
    if (usedUp) throw tooManyRequests(usedUp.resetSeconds);
    return { ctx, tokenId };
  }
  if (token !== '') await noteRefusedToken(token, { doing, address });
  throw new AccessError('not-signed-in', describeRefusedToken(token, isLogin));
}

/** Who can have several tokens: a person or a service account. */
function ownerOf({ actor }: Context): string | null {
  if (actor.kind === 'user') return actor.userId;
  return actor.kind === 'service-account' ? actor.accountId : null;
}

function describeRefusedToken(token: string, isLogin: boolean): string {
  if (token === '') return 'Sign in with zli login, or send an API key in the X-API-KEY header.';
  if (isLogin) return 'Your login has expired. Run: zli login';
  return 'This API key is wrong or revoked. An admin creates keys under Settings, API keys.';
}
