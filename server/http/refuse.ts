import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { ErrorCode } from '@/lib/core/error';

/** An answer that the server gives itself. `retryAfter` is in seconds. */
export type Refusal = { status: 403 | 413 | 429; code: ErrorCode; message: string; retryAfter?: number };

/** How long a client can take to notice the answer while it is still sending, in milliseconds. */
const lingerMs = 1000;
/** In bytes. */
const mostIgnored = 1024 * 1024;

/**
 * Answers a request instead of the app: programs get the API's error, people a line of text. Returns null.
 * Next shows the text of an answer to an action only if its type is exactly text/plain
 * (next/dist/client/components/router-reducer/reducers/server-action-reducer.js).
 */
export function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): null {
  const { status, code, message, retryAfter } = refusal;
  const isProgram = request.url?.startsWith('/api/');
  const isAction = request.headers['next-action'] !== undefined;
  const body = isProgram
    ? JSON.stringify({ errorMsg: message, errorType: code, ...(retryAfter !== undefined && { retryAfter }) })
    : `${message}\n`;
  const headers: OutgoingHttpHeaders = {
    'content-type': isProgram ? 'application/json' : isAction ? 'text/plain' : 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    ...(!request.complete && { connection: 'close' }),
  };
  response.writeHead(status, headers);
  response.write(body);
  if (request.complete) response.end();
  else closeAfterwards(request, response);
  return null;
}

/**
 * Ends the connection of a client that is still sending. A little of what follows is read and thrown away first: if the
 * connection were closed over unread bytes, the system would reset it, and an honest client that sent slightly too much
 * would lose the answer. Beyond that the client has to wait, and costs nothing.
 */
function closeAfterwards(request: IncomingMessage, response: ServerResponse): void {
  let ignored = 0;
  const close = () => {
    clearTimeout(timer);
    response.end();
    request.socket.destroySoon();
  };
  const timer = setTimeout(close, lingerMs);
  request.once('end', close).once('close', () => clearTimeout(timer));
  request.on('data', (chunk: Buffer) => {
    ignored += chunk.length;
    if (ignored > mostIgnored) request.pause();
  });
  request.resume();
}
