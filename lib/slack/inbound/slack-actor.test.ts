import { expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { setUserEnabled } from '@/lib/directory/set-user-enabled';
import { signIn } from '@/test/factories';
import { teamId, useSlackWorld } from '@/test/slack-world';
import { resolveSlackActor } from './slack-actor';

const world = useSlackWorld();

const read = (slackUserId: string, more = {}) => resolveSlackActor({ teamId, slackUserId, ...more });
const lookUps = () => world.slack.control.calls().filter(({ method }) => method === 'users.info').length;
const age = (seconds: number) =>
  database().prisma
    .$executeRaw`UPDATE "slack_user" SET "seen_at" = now() - make_interval(secs => ${seconds})`;

test('R16 a member with the address of a person of ours is that person', async () => {
  const person = await signIn(world.organization, 'Engineer@acme.test');
  const actor = await read('U0ENGINEER', { userTeamId: teamId, appId: 'A0LOCALAPP' });
  expect(actor).toMatchObject({
    ctx: {
      organizationId: world.organization.id,
      actor: { kind: 'user', userId: person.id, slack: { teamId, slackUserId: 'U0ENGINEER' } },
      via: 'slack',
    },
    installation: { id: world.installationId, teamId },
    timeZone: 'Europe/Zurich',
    isAdmin: false,
  });
  expect(await read('U0ADMIN')).toMatchObject({ isAdmin: true });
});

test('Slack is asked once, and not at every click', async () => {
  await signIn(world.organization, 'engineer@acme.test');
  await read('U0ENGINEER');
  await read('U0ENGINEER');
  expect(lookUps()).toBe(1);
  await age(90_000);
  await read('U0ENGINEER');
  expect(lookUps()).toBe(2);
});

test('what is known has to do while Slack does not answer', async () => {
  await signIn(world.organization, 'engineer@acme.test');
  await read('U0ENGINEER');
  await age(90_000);
  world.slack.control.addFault({ method: 'users.info', kind: 'http500' });
  expect(await read('U0ENGINEER')).toMatchObject({ isAdmin: false });
});

test('R16 somebody who signs in later is known at once', async () => {
  await expect(read('U0ENGINEER')).rejects.toMatchObject({ code: 'not-signed-in' });
  await signIn(world.organization, 'engineer@acme.test');
  expect(await read('U0ENGINEER')).toBeDefined();
  expect(lookUps()).toBe(1);
});

test('R16 guests, the deactivated, bots and strangers are nobody of ours, whatever their address', async () => {
  for (const email of ['contractor@acme.test', 'former@acme.test']) await signIn(world.organization, email);
  for (const id of ['U0CONTRACTOR', 'U0FORMER', 'U0BUILDBOT', 'U0GMEMBER']) {
    await expect(read(id)).rejects.toMatchObject({ code: 'not-signed-in' });
  }
  await expect(read('U0ADMIN', { userTeamId: 'T0GLOBEX' })).rejects.toMatchObject({ code: 'not-signed-in' });
});

test('an unknown workspace, or another app of Slack, is not integrated', async () => {
  const unknown = resolveSlackActor({ teamId: 'T0GLOBEX', slackUserId: 'U0GADMIN' });
  await expect(unknown).rejects.toMatchObject({ code: 'not-integrated' });
  await expect(read('U0ADMIN', { appId: 'A0OTHER' })).rejects.toMatchObject({ code: 'not-integrated' });
});

test('a disabled person is refused at once', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  await read('U0ENGINEER');
  await setUserEnabled(world.organization.admin.ctx, { userId: person.id, enabled: false });
  await expect(read('U0ENGINEER')).rejects.toMatchObject({ code: 'not-signed-in' });
});
