import { expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { setUserEnabled } from '@/lib/directory/set-user-enabled';
import { signIn } from '@/test/factories';
import { teamId, useSlackWorld } from '@/test/slack-world';
import { resolveSlackActor } from './slack-actor';

const world = useSlackWorld();

const read = (slackUserId: string, more = {}) => resolveSlackActor({ teamId, slackUserId, ...more });
const lookups = () => world.slack.control.calls().filter(({ method }) => method === 'users.info').length;
const age = (seconds: number) =>
  database().prisma
    .$executeRaw`UPDATE "slack_user" SET "seen_at" = now() - make_interval(secs => ${seconds})`;

test('R16 a member with a user’s email acts as that user', async () => {
  const person = await signIn(world.organization, 'Engineer@acme.test');
  const actor = await read('U0ENGINEER', { userTeamId: teamId, appId: 'A0LOCALAPP' });
  expect(actor).toMatchObject({
    ctx: {
      organizationId: world.organization.id,
      actor: { kind: 'user', userId: person.id, slack: { teamId, slackUserId: 'U0ENGINEER' } },
      via: 'slack',
    },
    installation: { id: world.installationId, teamId },
  });
});

test('Slack is asked once, not at each action', async () => {
  await signIn(world.organization, 'engineer@acme.test');
  await read('U0ENGINEER');
  await read('U0ENGINEER');
  expect(lookups()).toBe(1);
  await age(90_000);
  await read('U0ENGINEER');
  expect(lookups()).toBe(2);
});

test('stored facts are used while Slack does not answer', async () => {
  await signIn(world.organization, 'engineer@acme.test');
  await read('U0ENGINEER');
  await age(90_000);
  world.slack.control.addFault({ method: 'users.info', kind: 'http500' });
  expect(await read('U0ENGINEER')).toMatchObject({ account: { slackUserId: 'U0ENGINEER' } });
});

test('R16 a user who signs in later is matched immediately', async () => {
  await expect(read('U0ENGINEER')).rejects.toMatchObject({ code: 'not-signed-in' });
  await signIn(world.organization, 'engineer@acme.test');
  expect(await read('U0ENGINEER')).toBeDefined();
  expect(lookups()).toBe(1);
});

test('R16 guests, bots, deactivated accounts and other workspaces match no user, whatever their email', async () => {
  for (const email of ['contractor@acme.test', 'former@acme.test']) await signIn(world.organization, email);
  for (const id of ['U0CONTRACTOR', 'U0FORMER', 'U0BUILDBOT', 'U0GMEMBER']) {
    await expect(read(id)).rejects.toMatchObject({ code: 'not-signed-in' });
  }
  await expect(read('U0ADMIN', { userTeamId: 'T0GLOBEX' })).rejects.toMatchObject({ code: 'not-signed-in' });
});

test('R16 in an Enterprise Grid, a person acts from any of their workspaces, and others from none', async () => {
  const { control } = world.slack;
  await database().prisma.slackInstallation.updateMany({ data: { enterpriseId: 'E0ACME' } });
  await signIn(world.organization, 'engineer@acme.test');
  await signIn(world.organization, 'dba@acme.test');
  await control.setUser(teamId, 'U0ENGINEER', { teamId: 'T0WEST', workspaces: ['T0WEST', teamId] });
  await control.setUser(teamId, 'U0DBA', { teamId: 'T0WEST', workspaces: ['T0WEST'] });
  const grid = { userTeamId: 'T0WEST', enterpriseId: 'E0ACME' };
  const here = { account: { teamId, slackUserId: 'U0ENGINEER' } };
  expect(await read('U0ENGINEER', grid)).toMatchObject(here);
  // A payload of the other workspace, which does not have the app.
  expect(await read('U0ENGINEER', { ...grid, teamId: 'T0WEST' })).toMatchObject(here);
  await expect(read('U0DBA', grid)).rejects.toMatchObject({ code: 'not-signed-in' });
  await expect(read('U0ENGINEER', { teamId: 'T0WEST', enterpriseId: 'E0OTHER' })).rejects.toMatchObject({
    code: 'not-integrated',
  });
});

test('an unknown workspace and another app have no integration', async () => {
  const unknown = resolveSlackActor({ teamId: 'T0GLOBEX', slackUserId: 'U0GADMIN' });
  await expect(unknown).rejects.toMatchObject({ code: 'not-integrated' });
  await expect(read('U0ADMIN', { appId: 'A0OTHER' })).rejects.toMatchObject({ code: 'not-integrated' });
});

test('a disabled user is refused immediately', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  await read('U0ENGINEER');
  await setUserEnabled(world.organization.admin.ctx, { userId: person.id, enabled: false });
  await expect(read('U0ENGINEER')).rejects.toMatchObject({ code: 'not-signed-in' });
});
