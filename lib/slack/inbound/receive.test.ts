import { expect, test } from 'vitest';
import { POST as commands } from '@/app/api/slack/commands/route';
import { POST as events } from '@/app/api/slack/events/route';
import { POST as interactions } from '@/app/api/slack/interactions/route';
import { addressHeader } from '@/lib/client-address';
import { database } from '@/lib/db/client';
import { makeRequestable, makeTarget, signIn } from '@/test/factories';
import { integrateWith, teamId, useSlackWorld } from '@/test/slack-world';
import { handleNotedEvent } from './dispatch-event';

const world = useSlackWorld();

type Endpoint = (request: Request) => Promise<Response>;

async function send(endpoint: Endpoint, body: string, headers?: Record<string, string>): Promise<Response> {
  const signed = headers ?? world.slack.control.sign(body);
  return endpoint(new Request('http://localhost/api/slack', { method: 'POST', headers: signed, body }));
}

async function command(fields: Record<string, string>) {
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
  ['interactions', interactions],
  ['events', events],
] as [string, Endpoint][])(
  '%s: an unsigned request gets 401, a malformed one gets 400',
  async (_, endpoint) => {
    expect((await send(endpoint, 'a=b', {})).status).toBe(401);
    const old = world.slack.control.sign('a=b', Math.floor(Date.now() / 1000) - 301);
    expect((await send(endpoint, 'a=b', old)).status).toBe(401);
    expect((await send(endpoint, 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    for (const body of ['', 'a=b', '{', 'payload={', '{"type":1}']) {
      expect((await send(endpoint, body)).status).toBe(400);
    }
  },
);

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
  const answer = await command({});
  expect(answer.response_type).toBe('ephemeral');
  expect(answer.text).toContain('1 target you can request');
  const shown = JSON.stringify(answer.blocks);
  expect(shown).toContain(`"accessibility_label":"Request Access to ${target.name}"`);
  expect(shown).not.toContain('not-for-them');
  expect((await command({ text: '  nothing-like-it ' })).text).toContain('match “nothing-like-it”');
});

test('a user who can request nothing reads whom to ask', async () => {
  await signIn(world.organization, 'engineer@acme.test');
  expect((await command({})).text).toContain('You can’t request any targets yet');
});

test('help is for everyone, also without an integration', async () => {
  const { text } = await command({ text: 'HELP', team_id: 'T0NOBODY' });
  expect(text).toContain('Request Access');
  expect(text).toContain('The console is at');
});

test('a workspace or an app without an integration is refused', async () => {
  expect((await command({ team_id: 'T0NOBODY' })).text).toContain('not connected');
  expect((await command({ api_app_id: 'A0OTHER' })).text).toContain('not connected');
});

test('R16 a user who has not signed in, a guest and a deactivated user read what to do', async () => {
  for (const email of ['contractor@acme.test', 'former@acme.test']) await signIn(world.organization, email);
  expect((await command({ user_id: 'U0DBA' })).text).toMatch(/Sign in at .* once with dba@acme\.test/);
  expect((await command({ user_id: 'U0CONTRACTOR' })).text).toContain('Guest accounts');
  expect((await command({ user_id: 'U0FORMER' })).text).toContain('deactivated');
});

test('an unknown command is answered', async () => {
  expect((await command({ command: '/other' })).text).toContain('Unknown command');
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
  const { text } = await command({});
  await world.asOwner('ALTER TABLE "target_away" RENAME TO "target"');
  expect(text).toMatch(/^Something went wrong\. Try again\. .* with reference \w{8}\.$/);
});
