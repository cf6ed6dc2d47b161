import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSlackWithApp } from './testing';

let both: Awaited<ReturnType<typeof startSlackWithApp>>;
beforeAll(async () => {
  both = await startSlackWithApp();
});
afterAll(() => both.close());
beforeEach(() => {
  both.slack.control.reset();
  both.slack.control.setTiming({ ackMs: 60_000, triggerMs: 60_000, retryDelaysMs: [5, 5, 5] });
  both.received.length = 0;
  both.answer(() => undefined);
});

const general = () => both.slack.control.channels('T0ACME').find((each) => each.name === 'general')?.id ?? '';
const run = (text = '') =>
  both.slack.control.runCommand({ teamId: 'T0ACME', userId: 'U0ENGINEER', channelId: general(), text });
const ephemerals = () => both.slack.control.ephemerals({ teamId: 'T0ACME', user: 'U0ENGINEER' });
const post = (url: string, body: object) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

test('the signature is the one in the documentation of Slack', () => {
  const body = 'token=x&text=%2Fa';
  both.client();
  const digest = createHmac('sha256', 'local-signing-secret').update(`v0:1531420618:${body}`).digest('hex');
  expect(both.slack.control.sign(body, 1531420618)).toEqual({
    'x-slack-request-timestamp': '1531420618',
    'x-slack-signature': `v0=${digest}`,
  });
});

test('a command has the fields that Slack sends, and one person sees the response', async () => {
  both.client();
  both.answer(() => ({ text: 'Here you are' }));
  await run('db prod');
  const { raw, headers, payload } = both.last();
  expect(payload).toMatchObject({
    team_id: 'T0ACME',
    user_id: 'U0ENGINEER',
    command: '/bz-list-targets',
    text: 'db prod',
    channel_name: 'general',
  });
  expect(headers).toMatchObject(both.slack.control.sign(raw, Number(headers['x-slack-request-timestamp'])));
  expect(ephemerals()).toMatchObject([{ text: 'Here you are', onlyFor: 'U0ENGINEER' }]);
});

test('a late or failing app is shown as Slack shows it', async () => {
  both.client();
  both.slack.control.setTiming({ ackMs: 30 });
  both.answer(() => null);
  await run();
  both.slack.control.setTiming({ ackMs: 60_000 });
  both.answer((_, response) => {
    response.writeHead(500).end();
  });
  await run();
  expect(ephemerals().map((each) => each.text)).toEqual([
    '/bz-list-targets failed with the error "operation_timeout"',
    '/bz-list-targets failed with the error "dispatch_failed"',
  ]);
});

test('a response URL works five times', async () => {
  both.client();
  await run();
  const url = both.last().payload.response_url ?? '';
  const used = [];
  for (let i = 0; i < 6; i += 1) used.push((await post(url, { text: `Answer ${i}` })).status);
  expect(used).toEqual([200, 200, 200, 200, 200, 404]);
  expect(ephemerals()).toHaveLength(5);
});

test('a click on an ephemeral message can replace and delete it', async () => {
  both.client();
  const button = {
    type: 'button',
    action_id: 'next',
    text: { type: 'plain_text', text: 'Next' },
    value: '2',
  };
  both.answer(() => ({ text: 'List', blocks: [{ type: 'actions', elements: [button] }] }));
  await run();
  both.answer(() => undefined);
  await both.slack.control.click({ teamId: 'T0ACME', userId: 'U0ENGINEER', actionId: 'next' });
  const { payload } = both.last();
  expect(payload).toMatchObject({
    type: 'block_actions',
    container: { is_ephemeral: true },
    actions: [{ value: '2' }],
  });
  expect(payload.message).toBeUndefined();
  await post(payload.response_url ?? '', { replace_original: true, text: 'Page 2' });
  expect(ephemerals()).toMatchObject([{ text: 'Page 2' }]);
  await post(payload.response_url ?? '', { delete_original: true });
  expect(ephemerals()).toEqual([]);
});

test('a failing event is retried three times, with the reason', async () => {
  both.client();
  both.answer((_, response) => {
    response.writeHead(503).end();
  });
  const taken = await both.slack.control.sendEvent('T0ACME', { type: 'app_home_opened', user: 'U0ADMIN' });
  expect(taken).toBe(false);
  expect(both.received.map((each) => each.headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
  expect(both.received[1]?.headers['x-slack-retry-reason']).toBe('http_error');
  expect(new Set(both.received.map((each) => each.payload.event_id)).size).toBe(1);
});

test('changing a user and removing the app send events', async () => {
  const client = both.client();
  await both.slack.control.setUser('T0ACME', 'U0DBA', { deleted: true });
  await both.slack.control.removeApp('T0ACME');
  const types = both.received.map((each) => each.payload.event?.type);
  expect(types.sort()).toEqual(['app_uninstalled', 'tokens_revoked', 'user_change']);
  await expect(client.auth.test()).rejects.toMatchObject({ data: { error: 'account_inactive' } });
});
