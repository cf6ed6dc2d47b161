import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LogLevel, WebClient } from '@slack/web-api';
import { readBody } from './http/body';
import { demoTeams, localApp } from './seed';
import { type LocalSlack, startSlack } from './start';

const botScopes = [
  'commands',
  'chat:write',
  'im:write',
  'im:history',
  'users:read',
  'users:read.email',
  'team:read',
  'groups:write',
  'groups:read',
  'groups:history',
  'channels:read',
];

export type ReceivedRequest = {
  path: string;
  headers: IncomingMessage['headers'];
  raw: string;
  payload: Payload;
};
/** The properties of a command, an interaction or an event that the tests read. */
type Payload = {
  type?: string;
  trigger_id?: string;
  response_url?: string;
  event_id?: string;
  event?: { type?: string };
  container?: object;
  message?: object;
};
/** The response of the fake app. Undefined means an empty 200. */
export type Responder = (received: ReceivedRequest, response: ServerResponse) => unknown;

/** Starts a local Slack and a fake app that records the requests it receives. */
export async function startSlackWithApp(): Promise<{
  slack: LocalSlack;
  received: ReceivedRequest[];
  answer: (responder: Responder) => void;
  client: () => WebClient;
  close: () => Promise<void>;
  /** The last request that the app received. */
  last: () => ReceivedRequest;
}> {
  const received: ReceivedRequest[] = [];
  let currentResponder: Responder = () => undefined;
  const app = createServer(async (request, response) => {
    const raw = (await readBody(request)).toString();
    const one: ReceivedRequest = {
      path: request.url ?? '',
      headers: request.headers,
      raw,
      payload: parse(raw),
    };
    received.push(one);
    const value = currentResponder(one, response);
    if (response.writableEnded || value === null) return;
    if (value === undefined) response.end();
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  const slack = await startSlack({ app: localApp(url), teams: demoTeams });
  return {
    slack,
    received,
    answer: (responder) => {
      currentResponder = responder;
    },
    client: () => webClient(slack, slack.control.install('T0ACME', 'U0ADMIN', botScopes).token),
    last: () => received.at(-1) ?? { path: '', headers: {}, raw: '', payload: {} },
    close: async () => {
      await slack.close();
      app.closeAllConnections();
      await new Promise((resolve) => app.close(resolve));
    },
  };
}

/** Slack's own client, configured as in the product. */
export function webClient(slack: LocalSlack, token?: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 2000,
    logLevel: LogLevel.ERROR,
  });
}

function parse(raw: string): Payload {
  if (raw.startsWith('{')) return JSON.parse(raw);
  const form = new URLSearchParams(raw);
  return form.has('payload') ? JSON.parse(form.get('payload') ?? '') : Object.fromEntries(form);
}
