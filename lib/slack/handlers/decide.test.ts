import { expect, test, vi } from 'vitest';
import { reviewRequest } from '@/lib/access/review-request';
import { submitRequest } from '@/lib/access/submit-request';
import { database } from '@/lib/db/client';
import { getLinkInvitation } from '@/lib/directory/get-link-invitation';
import { linkSlackUser } from '@/lib/directory/link-slack-user';
import { setRole } from '@/lib/directory/set-role';
import { actions } from '@/lib/slack/ids';
import { asRoot, makeRequestable, signIn } from '@/test/factories';
import { runDueJobs } from '@/test/run-due-jobs';
import { useSlackEndpoints } from '@/test/slack-door';
import { teamId, useSlackWorld } from '@/test/slack-world';

const world = useSlackWorld();
useSlackEndpoints(world);

const admin = { teamId, userId: 'U0ADMIN' };
const second = { teamId, userId: 'U0SECOND' };
const engineer = { teamId, userId: 'U0ENGINEER' };
const soon = { timeout: 15_000, interval: 50 };

const shownTo = (user: string) => world.slack.control.messages({ teamId, user });
/** All that stands in somebody's conversation with the app; in which order it came is Slack's. */
const conversationOf = (user: string) => JSON.stringify(shownTo(user).map(({ blocks }) => blocks));
const toldTo = (user: string) => {
  const channel = shownTo(user)[0] && directOf(user);
  return JSON.stringify(
    world.slack.control.ephemerals({ teamId, user, ...(channel && { channel }) }).at(-1) ?? null,
  );
};

function directOf(user: string): string {
  const { control } = world.slack;
  return (
    control.channels(teamId).find(({ members, kind }) => kind === 'im' && members.includes(user))?.id ?? ''
  );
}

/** An engineer asks, and everybody who is to decide has the card. */
async function ask(people: string[] = ['U0ADMIN']) {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  const request = await submitRequest(person.ctx, asRoot(target));
  await runDueJobs();
  for (const user of people) expect(conversationOf(user)).toContain('approve-request');
  return { person, request, target };
}

async function stateOf(id: string): Promise<string> {
  return (await database().prisma.accessRequest.findUniqueOrThrow({ where: { id } })).state;
}

test('Approve decides, and takes the buttons off the card at once', async () => {
  const { request } = await ask();
  await world.slack.control.click({ ...admin, actionId: actions.approveRequest, value: request.id });
  expect(await stateOf(request.id)).toBe('Approved');
  expect(conversationOf('U0ADMIN')).toContain('Approved by admin@acme.test');
  expect(conversationOf('U0ADMIN')).not.toContain('approve-request');
});

test('Deny asks for words, and the request is denied with them', async () => {
  const { request } = await ask();
  await world.slack.control.click({ ...admin, actionId: actions.openDenial, value: request.id });
  expect(JSON.stringify(world.slack.control.views(teamId, 'U0ADMIN'))).toContain('Deny request');
  const submitted = await world.slack.control.submitView({ ...admin, values: { reason: 'Not today' } });
  expect(submitted).toEqual({ result: 'closed' });
  const row = await database().prisma.accessRequest.findUniqueOrThrow({ where: { id: request.id } });
  expect(row).toMatchObject({ state: 'Denied', decisionReason: 'Not today' });
});

test('R7 the second of two is told who was first, and when', async () => {
  const { request } = await ask();
  await reviewRequest(world.organization.admin.ctx, { requestId: request.id, decision: 'deny' });
  for (const actionId of [actions.approveRequest, actions.openDenial]) {
    await world.slack.control.click({ ...admin, actionId, value: request.id });
    expect(toldTo('U0ADMIN')).toMatch(/Already denied by admin@acme\.test\. That was <!date/);
  }
  expect(world.slack.control.views(teamId, 'U0ADMIN')).toEqual([]);
});

test('R17 an admin who is not linked decides nothing, and gets the link that changes that', async () => {
  const person = await signIn(world.organization, 'second@acme.test');
  await setRole(world.organization.admin.ctx, { userId: person.id, role: 'Admin' });
  const { request } = await ask(['U0ADMIN', 'U0SECOND']);
  for (const actionId of [actions.approveRequest, actions.openDenial]) {
    await world.slack.control.click({ ...second, actionId, value: request.id });
    expect(toldTo('U0SECOND')).toContain('Link your account');
  }
  expect(await stateOf(request.id)).toBe('Pending');
  const token = /link-slack\/([\w-]+)/.exec(toldTo('U0SECOND'))?.[1] ?? '';
  expect(await getLinkInvitation(person.ctx, { token })).toMatchObject({ slackEmail: 'second@acme.test' });
  await linkSlackUser(person.ctx, { token });
  await world.slack.control.click({ ...second, actionId: actions.approveRequest, value: request.id });
  expect(await stateOf(request.id)).toBe('Approved');
});

test('R17 an admin who was demoted since the card was posted decides nothing', async () => {
  const person = await signIn(world.organization, 'second@acme.test');
  const { ctx } = world.organization.admin;
  await setRole(ctx, { userId: person.id, role: 'Admin' });
  const { request } = await ask(['U0SECOND']);
  await setRole(ctx, { userId: person.id, role: 'User' });
  await world.slack.control.click({ ...second, actionId: actions.approveRequest, value: request.id });
  expect(toldTo('U0SECOND')).toContain('Only an admin');
  expect(await stateOf(request.id)).toBe('Pending');
});

test('its person takes a request back, and gives access back, by the message they have', async () => {
  const { request, person, target } = await ask();
  await world.slack.control.click({ ...engineer, actionId: actions.cancelRequest, value: request.id });
  expect(await stateOf(request.id)).toBe('Cancelled');
  expect(conversationOf('U0ENGINEER')).toContain('Cancelled');

  const again = await submitRequest(person.ctx, asRoot(target));
  await reviewRequest(world.organization.admin.ctx, { requestId: again.id, decision: 'approve' });
  await runDueJobs();
  expect(conversationOf('U0ENGINEER')).toContain('End now');
  await world.slack.control.click({ ...engineer, actionId: actions.endGrant, value: again.id });
  expect(conversationOf('U0ENGINEER')).toContain('Ended by requester');
});

test('the Home tab is drawn when it is opened, and its buttons answer in a view', async () => {
  const { request } = await ask();
  await world.slack.control.openHome({ ...admin });
  await vi.waitFor(
    () => expect(JSON.stringify(world.slack.control.home(teamId, 'U0ADMIN'))).toContain('Approve'),
    soon,
  );
  const { id } = world.slack.control.home(teamId, 'U0ADMIN') ?? { id: '' };
  await reviewRequest(world.organization.admin.ctx, { requestId: request.id, decision: 'deny' });
  await world.slack.control.click({
    ...admin,
    actionId: actions.approveRequest,
    value: request.id,
    viewId: id,
  });
  expect(JSON.stringify(world.slack.control.views(teamId, 'U0ADMIN'))).toContain('Already denied by');
});

test('whoever is nobody here reads in the Home tab what to do', async () => {
  await world.slack.control.openHome({ teamId, userId: 'U0DBA' });
  await vi.waitFor(
    () =>
      expect(JSON.stringify(world.slack.control.home(teamId, 'U0DBA'))).toContain('Nobody has signed in as'),
    soon,
  );
});
