import fc from 'fast-check';
import { expect, test } from 'vitest';
import { POST as commands } from '@/app/api/slack/commands/route';
import { POST as events } from '@/app/api/slack/events/route';
import { POST as interact } from '@/app/api/slack/interactions/route';
import { addressHeader } from '@/lib/client-address';
import { database } from '@/lib/db/client';
import { countWork } from '@/lib/health/count-work';
import { writeMetrics } from '@/lib/metrics';
import { makeRequestable, makeTarget, signIn } from '@/test/factories';
import {
  command,
  disturbed,
  formOf,
  interactions,
  events as slackEvents,
  withValue,
} from '@/test/slack-payloads';
import { integrateWith, teamId, useSlackWorld } from '@/test/slack-world';
import { handleNotedEvent } from './dispatch-event';

const world = useSlackWorld();

type Endpoint = (request: Request) => Promise<Response>;

async function send(endpoint: Endpoint, body: string, headers?: Record<string, string>): Promise<Response> {
  const signed = headers ?? world.slack.control.sign(body);
  return endpoint(new Request('http://localhost/api/slack', { method: 'POST', headers: signed, body }));
}

async function runCommand(fields: Record<string, string>) {
  const all = { team_id: teamId, user_id: 'U0ENGINEER', api_app_id: 'A0LOCALAPP', text: '', ...fields };
  const response = await send(
    commands,
    new URLSearchParams({ command: '/bz-list-targets', ...all }).toString(),
  );
  expect(response.status).toBe(200);
  return (await response.json()) as { response_type: string; text: string; blocks: unknown[] };
}

test.each([
  ['commands', commands],
  ['interactions', interact],
  ['events', events],
] as [string, Endpoint][])(
  '%s: an unsigned request gets 401, one that is signed is acknowledged whatever it is',
  async (_, endpoint) => {
    expect((await send(endpoint, 'a=b', {})).status).toBe(401);
    const old = world.slack.control.sign('a=b', Math.floor(Date.now() / 1000) - 301);
    expect((await send(endpoint, 'a=b', old)).status).toBe(401);
    expect((await send(endpoint, 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    for (const body of ['', 'a=b', '{', 'payload={', '{"type":1}']) {
      expect((await send(endpoint, body)).status).toBe(200);
    }
  },
);

/** The requests with which Slack would send disturbed copies of each documented payload. */
const disturbedCalls: [Endpoint, string][] = [
  ...sample(command).map((fields): [Endpoint, string] => [
    commands,
    new URLSearchParams(fields as Record<string, string>).toString(),
  ]),
  ...Object.values(interactions).flatMap((one) =>
    sample(one).map((payload): [Endpoint, string] => [interact, formOf(payload)]),
  ),
  ...Object.values(slackEvents).flatMap((one) =>
    sample(one).map((payload): [Endpoint, string] => [events, JSON.stringify(payload)]),
  ),
];

function sample(payload: Record<string, unknown>): unknown[] {
  return [payload, ...fc.sample(disturbed(payload), { numRuns: 6, seed: 11 })];
}

test('every payload that Slack documents is acknowledged, also with nulls and strange values', async () => {
  const statuses = new Set<number>();
  for (const [endpoint, body] of disturbedCalls) statuses.add((await send(endpoint, body)).status);
  expect([...statuses]).toEqual([200]);
});

test('what can’t be read is counted by type', async () => {
  await send(events, JSON.stringify(withValue(slackEvents.user_change, ['event', 'user'], null)));
  await send(interact, formOf(interactions.unknown));
  const { body } = await writeMetrics(await countWork());
  expect(body).toMatch(/^bzero_slack_unread_payloads_total\{type="user_change"\} [1-9]/m);
  expect(body).toMatch(/^bzero_slack_unread_payloads_total\{type="unknown"\} [1-9]/m);
  expect(body).not.toContain('interactive_message');
});

test('a form that can’t be read is not taken as sent', async () => {
  const typed = withValue(
    interactions.submission,
    ['view', 'state', 'values', 'reason', 'reason', 'value'],
    5,
  );
  for (const payload of [typed, { ...interactions.submission, user: null }]) {
    const answer = await (await send(interact, formOf(payload))).json();
    expect(answer).toMatchObject({ response_action: 'update', view: { type: 'modal' } });
    expect(JSON.stringify(answer)).toContain('nothing was submitted');
  }
  const suggestion = await send(interact, formOf({ ...interactions.suggestion, user: null }));
  expect(await suggestion.json()).toEqual({ options: [] });
});

test('a change with nulls takes effect: a deactivated account no longer sees its list', async () => {
  const engineer = await signIn(world.organization, 'engineer@acme.test');
  await makeRequestable(world.organization, [engineer]);
  expect((await runCommand({})).text).toContain('1 target you can request');
  const user = { id: 'U0ENGINEER', team_id: teamId, deleted: true, tz: null, profile: { email: null } };
  const change = { ...slackEvents.user_change, event_id: 'EvNulls', event: { type: 'user_change', user } };
  expect((await send(events, JSON.stringify(change))).status).toBe(200);
  expect((await runCommand({})).text).toContain('deactivated');
});

test('an event of another app changes nothing', async () => {
  const foreign = { ...slackEvents.app_uninstalled, event_id: 'EvForeign', api_app_id: 'A0OTHER' };
  const later = { ...foreign, event_time: Math.floor(Date.now() / 1000) + 60 };
  expect((await send(events, JSON.stringify(later))).status).toBe(200);
  expect(await database().prisma.slackInstallation.count({ where: { teamId, removedAt: null } })).toBe(1);
});

test('a retry of an event that was handled changes nothing', async () => {
  const user = { id: 'U0ENGINEER', team_id: teamId, profile: { email: 'engineer@acme.test' } };
  const change = { ...slackEvents.user_change, event_id: 'EvRetried', event: { type: 'user_change', user } };
  const body = JSON.stringify(change);
  await send(events, body);
  const seen = async () => (await database().prisma.slackUser.findFirstOrThrow()).seenAt;
  const first = await seen();
  const retried = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
  const again = await send(events, body, { ...world.slack.control.sign(body), ...retried });
  expect([again.status, await seen()]).toEqual([200, first]);
});

test('Slack’s check of the certificate of the command’s address is acknowledged without a signature', async () => {
  const check = (path: string) => {
    const options = { method: 'POST', body: 'ssl_check=1&token=t' };
    return new Request(`http://localhost/api/slack/${path}`, options);
  };
  expect((await commands(check('commands'))).status).toBe(200);
  expect((await events(check('events'))).status).toBe(401);
});

test('an address that sends many unsigned calls is refused, and a signed one from there never is', async () => {
  const address = { [addressHeader]: '198.51.100.7' };
  for (let count = 0; count < 60; count++) expect((await send(events, 'a=b', address)).status).toBe(401);
  const refused = await send(events, 'a=b', address);
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  const body = JSON.stringify({ type: 'url_verification', token: 't', challenge: 'abc' });
  const signed = { ...world.slack.control.sign(body), ...address };
  for (let count = 0; count < 500; count++) expect((await send(events, body, signed)).status).toBe(200);
});

test('Slack’s verification of the events address is answered when it is signed', async () => {
  const body = JSON.stringify({ type: 'url_verification', token: 't', challenge: 'abc' });
  const answer = await send(events, body);
  expect(await answer.json()).toEqual({ challenge: 'abc' });
  expect((await send(events, body, {})).status).toBe(401);
});

test('the command lists what the user can request, only to them', async () => {
  const engineer = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [engineer]);
  await makeTarget(world.organization.id, { name: 'not-for-them' });
  const answer = await runCommand({});
  expect(answer.response_type).toBe('ephemeral');
  expect(answer.text).toContain('1 target you can request');
  const shown = JSON.stringify(answer.blocks);
  expect(shown).toContain(`"accessibility_label":"Request Access to ${target.name}"`);
  expect(shown).not.toContain('not-for-them');
  expect((await runCommand({ text: '  nothing-like-it ' })).text).toContain('match “nothing-like-it”');
});

test('a user who can request nothing reads whom to ask', async () => {
  await signIn(world.organization, 'engineer@acme.test');
  expect((await runCommand({})).text).toContain('You can’t request any targets yet');
});

test('help is for everyone, also without an integration', async () => {
  const { text } = await runCommand({ text: 'HELP', team_id: 'T0NOBODY' });
  expect(text).toContain('Request Access');
  expect(text).toContain('The console is at');
});

test('a workspace or an app without an integration is refused', async () => {
  expect((await runCommand({ team_id: 'T0NOBODY' })).text).toContain('not connected');
  expect((await runCommand({ api_app_id: 'A0OTHER' })).text).toContain('not connected');
});

test('R16 a user who has not signed in, a guest and a deactivated user read what to do', async () => {
  for (const email of ['contractor@acme.test', 'former@acme.test']) await signIn(world.organization, email);
  expect((await runCommand({ user_id: 'U0DBA' })).text).toMatch(/Sign in at .* once with dba@acme\.test/);
  expect((await runCommand({ user_id: 'U0CONTRACTOR' })).text).toContain('Guest accounts');
  expect((await runCommand({ user_id: 'U0FORMER' })).text).toContain('deactivated');
});

test('an unknown command is answered', async () => {
  expect((await runCommand({ command: '/other' })).text).toContain('Unknown command');
});

test('an event is handled once, and later by a job if that failed or the process died', async () => {
  const event = {
    type: 'event_callback',
    team_id: teamId,
    api_app_id: 'A0LOCALAPP',
    event_id: `Ev${Math.random()}`,
    event_time: Math.floor(Date.now() / 1000),
    event: { type: 'app_uninstalled' },
  };
  const old = { ...event, event_id: 'EvOld', event_time: event.event_time - 3600 };
  const body = JSON.stringify(event);
  const active = () => database().prisma.slackInstallation.count({ where: { teamId, removedAt: null } });
  expect((await send(events, JSON.stringify(old))).status).toBe(200);
  expect(await active()).toBe(1);
  const { pool } = database();
  await world.asOwner('ALTER TABLE "slack_installation" RENAME TO "slack_installation_away"');
  expect((await send(events, body)).status).toBe(200);
  await expect(handleNotedEvent({ body })).rejects.toThrow();
  await world.asOwner('ALTER TABLE "slack_installation_away" RENAME TO "slack_installation"');
  // A retry of Slack changes nothing, because the job is there.
  expect((await send(events, body)).status).toBe(200);
  expect(await active()).toBe(1);
  const jobs = await pool.query(
    `SELECT data FROM pgboss.job WHERE name = 'handle-slack-event' AND data->>'body' = $1`,
    [body],
  );
  expect(jobs.rows).toHaveLength(1);
  await handleNotedEvent(jobs.rows[0].data);
  expect(await active()).toBe(0);
  await integrateWith(world);
  await handleNotedEvent(jobs.rows[0].data);
  expect(await active()).toBe(1);
});

test('an event that can’t be noted is not acknowledged, so that Slack sends it again', async () => {
  const event = {
    type: 'event_callback',
    team_id: teamId,
    event_id: 'EvAgain',
    event_time: 1,
    event: { type: 'app_uninstalled' },
  };
  await world.asOwner('ALTER TABLE "slack_event" RENAME TO "slack_event_away"');
  expect((await send(events, JSON.stringify(event))).status).toBe(500);
  await world.asOwner('ALTER TABLE "slack_event_away" RENAME TO "slack_event"');
  expect((await send(events, JSON.stringify(event))).status).toBe(200);
});

test('an internal error shows a reference, never its message', async () => {
  await world.asOwner('ALTER TABLE "target" RENAME TO "target_away"');
  await signIn(world.organization, 'engineer@acme.test');
  const { text } = await runCommand({});
  await world.asOwner('ALTER TABLE "target_away" RENAME TO "target"');
  expect(text).toMatch(/^Something went wrong\. Try again\. .* with reference \w{8}\.$/);
});
