import type { IncomingMessage, ServerResponse } from 'node:http';
import { log } from '@/lib/log';
import type { SlackAnswer, SlackCall } from '@/lib/slack/inbound/slack-call';
import { bodyOf } from './receive-body';

/** The answers to calls of Slack, by path. */
export type SlackEndpoints = Readonly<Record<string, (call: SlackCall) => Promise<SlackAnswer>>>;

/**
 * Answers a call of Slack without Next. Everything that `admitRequest` does has been done: the body has arrived and is
 * short, and the security headers are set. Returns false for every other request, for which Next has an answer.
 */
export async function serveSlack(
  request: IncomingMessage,
  response: ServerResponse,
  endpoints: SlackEndpoints,
): Promise<boolean> {
  const { method, url: path = '', headers } = request;
  const endpoint = method === 'POST' && Object.hasOwn(endpoints, path) ? endpoints[path] : undefined;
  if (!endpoint) return false;
  const call = { path, body: bodyOf(request), headers: { get: (name: string) => headerOf(headers[name]) } };
  const answer = await endpoint(call).catch((error: unknown): SlackAnswer => {
    log().error({ err: error, path }, 'a call of Slack failed');
    return { status: 500, headers: {}, body: '' };
  });
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
  return true;
}

function headerOf(value: string | string[] | undefined): string | null {
  return typeof value === 'string' ? value : (value?.join(', ') ?? null);
}
