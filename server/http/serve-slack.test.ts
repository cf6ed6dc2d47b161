import '@/test/test-env';
import { once } from 'node:events';
import { type AddressInfo, BlockList } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { POST as commands } from '@/app/api/slack/commands/route';
import { POST as events } from '@/app/api/slack/events/route';
import { POST as interactions } from '@/app/api/slack/interactions/route';
import { env } from '@/lib/env';
import { slackEndpoints } from '@/lib/slack/inbound/endpoints';
import { sign } from '@/lib/slack/inbound/verify-signature';
import { teamId, useSlackWorld } from '@/test/slack-world';
import { admitRequest } from './admit-request';
import { createLimitedServer } from './limited-server';
import { serveSlack } from './serve-slack';

useSlackWorld();

const proxies = new BlockList();
const server = createLimitedServer({ proxies }, async (request, response) => {
  const admission = { publicUrl: env().publicUrl, proxies, isDevelopment: false };
  const admitted = await admitRequest(request, response, admission);
  if (admitted && !(await serveSlack(admitted, response, slackEndpoints))) response.writeHead(418).end();
});
let address = '';

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  delete (globalThis as { bzeroRateLimits?: unknown }).bzeroRateLimits;
});

function signed(body: string, headers: Record<string, string> = {}): RequestInit {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const [secret = ''] = env().slack.signingSecrets;
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': sign(body, timestamp, secret),
      ...headers,
    },
  };
}

const command = new URLSearchParams({
  ...{ command: '/bz-list-targets', text: 'help', team_id: teamId, user_id: 'U0ENGINEER', channel_id: 'C1' },
  ...{ api_app_id: 'A0LOCALAPP', response_url: 'https://hooks.slack.com/commands/x', trigger_id: '1.2.3' },
}).toString();
const verification = JSON.stringify({ type: 'url_verification', challenge: 'abc', token: 'x' });

const calls: [string, typeof commands, string, RequestInit][] = [
  ['a command', commands, 'commands', signed(command)],
  ['a check of the certificate', commands, 'commands', signed('ssl_check=1')],
  ['a command that is none', commands, 'commands', signed('x=1')],
  ['an event', events, 'events', signed(verification, { 'content-type': 'application/json' })],
  ['an interaction that is none', interactions, 'interactions', signed('payload=%7B%7D')],
  ['an unsigned call', commands, 'commands', { method: 'POST', body: command }],
];

test.each(calls)('%s is answered as the route of Next answers it', async (_name, route, path, init) => {
  const expected = await route(new Request(`http://localhost/api/slack/${path}`, init));
  const actual = await fetch(`${address}/api/slack/${path}`, init);
  expect(actual.status).toBe(expected.status);
  expect(await actual.text()).toBe(await expected.text());
  expect(Object.fromEntries(actual.headers)).toMatchObject(Object.fromEntries(expected.headers));
  expect(actual.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('a body that is too long is refused before Slack’s signature is looked at', async () => {
  const answer = await fetch(`${address}/api/slack/commands`, signed('x'.repeat(1024 * 1024 + 1)));
  expect(answer.status).toBe(413);
});

test('everything else is left to Next', async () => {
  const headers = { origin: env().publicUrl.origin };
  for (const [path, method] of [
    ['/api/slack/commands', 'GET'],
    ['/api/slack/commands/', 'POST'],
    ['/api/slack/install', 'POST'],
  ] as const) {
    const answer = await fetch(`${address}${path}`, { method, headers });
    expect([path, answer.status]).toEqual([path, 418]);
  }
});
