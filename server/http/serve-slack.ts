import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { log } from '@/lib/log';
import { slackEndpoints } from '@/lib/slack/inbound/endpoints';

const endpoints = new Map(
  Object.entries(slackEndpoints).map(([name, endpoint]) => [`/api/slack/${name}`, endpoint]),
);

/**
 * Answers a call of Slack without Next. Everything that `admitRequest` does has been done: the body has arrived and is
 * short, and the security headers are set. Returns false for every other request, for which Next has an answer.
 */
export async function serveSlack(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const { method, url = '' } = request;
  const endpoint = method === 'POST' && endpoints.get(url);
  if (!endpoint) return false;
  const answer = await endpoint(await toRequest(request, url)).catch((error: unknown) => {
    log().error({ err: error, path: url }, 'a call of Slack failed');
    return new Response(null, { status: 500 });
  });
  const body = Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), 'content-length': body.length });
  response.end(body);
  return true;
}

async function toRequest(request: IncomingMessage, path: string): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  return new Request(`http://slack.invalid${path}`, { method: 'POST', headers, body: await buffer(request) });
}
