import { once } from 'node:events';
import { request } from 'node:http';
import { ErrorCode } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSlackWithApp } from './testing';

let both: Awaited<ReturnType<typeof startSlackWithApp>>;
beforeAll(async () => {
  both = await startSlackWithApp();
});
afterAll(() => both.close());
beforeEach(() => both.slack.control.reset());

test('a rate limit applies once and has Retry-After', async () => {
  const client = both.client();
  both.slack.control.addFault({ method: 'chat.postMessage', kind: 'ratelimited', retryAfter: 7 });
  const post = () => client.chat.postMessage({ channel: 'U0ADMIN', text: 'Hi' });
  await expect(post()).rejects.toMatchObject({ code: ErrorCode.RateLimitedError, retryAfter: 7 });
  expect((await post()).ok).toBe(true);
});

test('a call with a lost answer was performed', async () => {
  const client = both.client();
  both.slack.control.addFault({ method: 'chat.postMessage', kind: 'lost-answer' });
  await expect(client.chat.postMessage({ channel: 'U0ADMIN', text: 'Hi' })).rejects.toMatchObject({
    code: ErrorCode.RequestError,
  });
  expect(both.slack.control.messages({ teamId: 'T0ACME', user: 'U0ADMIN' })).toMatchObject([{ text: 'Hi' }]);
});

test('calls with a server error or an error code are not performed', async () => {
  const client = both.client();
  both.slack.control.addFault({ method: '*', kind: 'http500' });
  both.slack.control.addFault({ method: '*', kind: 'error', error: 'fatal_error', times: 0 });
  const post = () => client.chat.postMessage({ channel: 'U0ADMIN', text: 'Hi' });
  await expect(post()).rejects.toMatchObject({ code: ErrorCode.HTTPError });
  await expect(post()).rejects.toMatchObject({ data: { error: 'fatal_error' } });
  await expect(post()).rejects.toMatchObject({ data: { error: 'fatal_error' } });
  both.slack.control.clearFaults();
  expect(both.slack.control.messages({ teamId: 'T0ACME', user: 'U0ADMIN' })).toEqual([]);
});

test('a hanging call ends only with its caller, and the log shows the fault', async () => {
  const client = both.client();
  both.slack.control.addFault({ method: 'auth.test', kind: 'hang' });
  const headers = { authorization: `Bearer ${client.token}` };
  const call = request(`${both.slack.apiUrl}auth.test`, { method: 'POST', headers }).end();
  call.on('error', () => undefined);
  await once(call, 'finish');
  expect(both.slack.control.calls().filter(({ fault }) => fault === 'hang')).toEqual([]);
  call.destroy();
  await expect
    .poll(() => both.slack.control.calls().at(-1))
    .toMatchObject({ method: 'auth.test', fault: 'hang', answer: undefined });
});
