import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ApiAnswer, ApiRequest } from '@/lib/api/api-request';
import { log } from '@/lib/log';
import { bodyOf } from './receive-body';

/** What answers a call of the API (`answerCall` in lib/api/dispatch.ts). */
export type ApiHandler = (request: ApiRequest) => Promise<ApiAnswer>;

const compress = promisify(gzip);
/** A shorter body gains nothing. */
const compressFrom = 1024;

/** Paths that mean to Next what they say. It has the routes below `web`, for the proxies of web apps. */
const plainPath = /^\/api\/v2(?!\/web\/)(\/[\w.~%@+:,-]+)*$/;
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Answers a call of the API without Next, which costs more than most calls. Everything that `admitRequest` does has been
 * done: the body has arrived, and the security headers are set. Returns false for every other request.
 */
export async function serveApi(
  request: IncomingMessage,
  response: ServerResponse,
  handler: ApiHandler | undefined,
): Promise<boolean> {
  const { method = '', url = '' } = request;
  const [path = ''] = url.split('?', 1);
  if (!handler || !methods.has(method) || !plainPath.test(path)) return false;
  const answer = await handler(toRequest(request, response)).catch((error: unknown) => {
    log().error({ err: error, path }, 'a call of the API failed');
    return new Response(null, { status: 500 });
  });
  await send(request, response, answer);
  return true;
}

/** The request as the API reads it. Making a `Request`, or a signal that few calls use, would cost more than many calls. */
function toRequest(request: IncomingMessage, response: ServerResponse): ApiRequest {
  const { method = '', url = '', headers } = request;
  return {
    method,
    url: `http://localhost${url}`,
    headers: { get: (name) => headerOf(headers[name.toLowerCase()]) },
    body: method === 'GET' || method === 'HEAD' ? null : bodyOf(request),
    get signal() {
      const leaving = new AbortController();
      const leave = () => {
        if (!response.writableFinished) leaving.abort();
      };
      if (response.closed) leave();
      else response.once('close', leave);
      return leaving.signal;
    },
  };
}

function headerOf(value: string | string[] | undefined): string | null {
  return typeof value === 'string' ? value : (value?.join(', ') ?? null);
}

async function send(request: IncomingMessage, response: ServerResponse, answer: ApiAnswer): Promise<void> {
  for (const [name, value] of answer.headers) response.appendHeader(name, value);
  const whole = answer instanceof Response ? Buffer.from(await answer.arrayBuffer()) : (answer.text ?? '');
  const body = await pack(request, response, whole);
  if (answer.status !== 204) response.setHeader('content-length', Buffer.byteLength(body));
  response.writeHead(answer.status);
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Compresses a long body for a client that reads it. */
async function pack(
  { headers }: IncomingMessage,
  response: ServerResponse,
  body: string | Buffer,
): Promise<string | Buffer> {
  if (body.length < compressFrom) return body;
  response.appendHeader('vary', 'accept-encoding');
  if (!/\bgzip\b(?! *; *q=0(\.0*)?(,| |$))/.test(String(headers['accept-encoding'] ?? ''))) return body;
  response.setHeader('content-encoding', 'gzip');
  return compress(body);
}
