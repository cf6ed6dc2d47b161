import type { View } from '@slack/types';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSlackWithApp } from './testing';

let both: Awaited<ReturnType<typeof startSlackWithApp>>;
beforeAll(async () => {
  both = await startSlackWithApp();
});
afterAll(() => both.close());
beforeEach(() => {
  both.slack.control.reset();
  both.slack.control.setTiming({ ackMs: 60_000, triggerMs: 60_000 });
  both.received.length = 0;
  both.answer(() => undefined);
});

const engineer = { teamId: 'T0ACME', userId: 'U0ENGINEER' };
const words = (text: string) => ({ type: 'plain_text', text }) as const;
const view = (title = 'Request access'): View => ({
  type: 'modal',
  title: words(title),
  submit: words('Send'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'reason',
      label: words('Reason'),
      element: { type: 'plain_text_input', action_id: 'text', max_length: 20 },
    },
  ],
});

async function trigger(): Promise<string> {
  const channelId = both.slack.control.channels('T0ACME')[0]?.id ?? '';
  await both.slack.control.runCommand({ ...engineer, channelId, text: '' });
  return both.last().payload.trigger_id ?? '';
}

test('a trigger opens one view until it expires', async () => {
  const client = both.client();
  const trigger_id = await trigger();
  await client.views.open({ trigger_id, view: view() });
  await expect(client.views.open({ trigger_id, view: view() })).rejects.toMatchObject({
    data: { error: 'exchanged_trigger_id' },
  });
  both.slack.control.setTiming({ triggerMs: -1 });
  const late = await trigger();
  await expect(client.views.open({ trigger_id: late, view: view() })).rejects.toMatchObject({
    data: { error: 'expired_trigger_id' },
  });
  await expect(client.views.open({ trigger_id: 'x', view: view() })).rejects.toMatchObject({
    data: { error: 'invalid_trigger_id' },
  });
});

test('a view with an old hash is not overwritten', async () => {
  const client = both.client();
  const opened = await client.views.open({ trigger_id: await trigger(), view: view() });
  const at = { view_id: opened.view?.id ?? '', hash: opened.view?.hash ?? '' };
  await client.views.update({ ...at, view: view('Second') });
  await expect(client.views.update({ ...at, view: view('Third') })).rejects.toMatchObject({
    data: { error: 'hash_conflict' },
  });
  expect(both.slack.control.views('T0ACME', 'U0ENGINEER')[0]).toMatchObject({ title: { text: 'Second' } });
});

test('views over a limit are refused', async () => {
  const client = both.client();
  const { submit: _, ...without } = view() as View & { submit?: unknown };
  await expect(
    client.views.open({ trigger_id: await trigger(), view: without as View }),
  ).rejects.toMatchObject({ data: { error: 'invalid_arguments' } });
  await expect(
    client.views.open({ trigger_id: await trigger(), view: view('x'.repeat(25)) }),
  ).rejects.toMatchObject({
    data: {
      response_metadata: {
        messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
      },
    },
  });
});

test('a submission is checked by Slack, then by the app, then closes', async () => {
  const client = both.client();
  await client.views.open({ trigger_id: await trigger(), view: view() });
  const submit = (text: string) => both.slack.control.submitView({ ...engineer, values: { text } });
  expect(await submit('')).toEqual({
    result: 'errors',
    errors: { reason: 'Please complete this required field.' },
  });
  both.answer(() => ({ response_action: 'errors', errors: { reason: 'Too vague.' } }));
  expect(await submit('because')).toEqual({ result: 'errors', errors: { reason: 'Too vague.' } });
  expect(both.received.at(-1)?.payload).toMatchObject({
    type: 'view_submission',
    view: { state: { values: { reason: { text: { type: 'plain_text_input', value: 'because' } } } } },
  });
  both.answer(() => ({ ok: true }));
  expect(await submit('because')).toEqual({
    result: 'trouble',
    message: 'We had some trouble connecting. Try again?',
  });
  both.answer(() => ({ response_action: 'errors', errors: { nothing: 'Wrong block.' } }));
  expect(await submit('because')).toMatchObject({ result: 'trouble' });
  both.answer(() => undefined);
  expect(await submit('because')).toEqual({ result: 'closed' });
  expect(both.slack.control.views('T0ACME', 'U0ENGINEER')).toEqual([]);
});

test('views stack up to three, and view_closed is sent if requested', async () => {
  const client = both.client();
  await client.views.open({ trigger_id: await trigger(), view: view('One') });
  await client.views.push({ trigger_id: await trigger(), view: view('Two') });
  both.answer(() => ({ response_action: 'push', view: view('Three') }));
  expect(await both.slack.control.submitView({ ...engineer, values: { text: 'x' } })).toEqual({
    result: 'pushed',
  });
  both.answer(() => undefined);
  await expect(client.views.push({ trigger_id: await trigger(), view: view('Four') })).rejects.toMatchObject({
    data: { error: 'push_limit_reached' },
  });
  await both.slack.control.closeView({ ...engineer, all: true });
  const closed = both.received.filter((each) => each.payload.type === 'view_closed');
  expect(closed).toHaveLength(3);
});

test('the Home tab is published and opened', async () => {
  const client = both.client();
  await both.slack.control.openHome(engineer);
  expect(both.received[0]?.payload).toMatchObject({
    event: { type: 'app_home_opened', user: 'U0ENGINEER', tab: 'home' },
  });
  await client.views.publish({
    user_id: 'U0ENGINEER',
    view: { type: 'home', blocks: [{ type: 'divider' }] },
  });
  expect(both.slack.control.home('T0ACME', 'U0ENGINEER')).toMatchObject({
    type: 'home',
    blocks: [{ type: 'divider' }],
  });
});
