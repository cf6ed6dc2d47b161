import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';

export type HttpResponse = { status: number; headers: IncomingMessage['headers']; text: string };
export type SendOptions = {
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
  timeoutMs: number;
  signal: AbortSignal | undefined;
};

/**
 * Sends a request and reads the whole response; follows no redirects. Uses node:http because loading fetch takes
 * longer than the rest of `zli list-targets`. Opens a new connection for each request: the server can close a kept
 * one at the moment it is reused.
 *
 * Throws `ResponseTimeout`, or the error of the connection.
 */
export async function send(url: string, options: SendOptions): Promise<HttpResponse> {
  const { method, headers, body, timeoutMs, signal } = options;
  const request = url.startsWith('https:') ? (await import('node:https')).request : requestHttp;
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers, agent: false, ...(signal && { signal }) });
    const timer = setTimeout(() => call.destroy(new ResponseTimeout()), timeoutMs);
    call.once('error', reject);
    call.once('close', () => clearTimeout(timer));
    call.once('response', (response) => {
      read(call, response).then(resolve, reject);
    });
    call.end(body);
  });
}

export class ResponseTimeout extends Error {
  override name = 'NoAnswerInTime';
}

async function read(call: ClientRequest, response: IncomingMessage): Promise<HttpResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  if (!response.complete) throw call.errored ?? new Error('the response was incomplete');
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}
