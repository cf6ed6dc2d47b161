import { expect, test, vi } from 'vitest';
import { reviewRequest } from '@/lib/access/review-request';
import { submitRequest } from '@/lib/access/submit-request';
import { database } from '@/lib/db/client';
import { getLinkInvitation } from '@/lib/directory/get-link-invitation';
import { linkSlackUser } from '@/lib/directory/link-slack-user';
import { setRole } from '@/lib/directory/set-role';
import { asRoot, linkSlack, makeRequestable, signIn } from '@/test/factories';
import { runDueJobs } from '@/test/run-due-jobs';
import { teamId, useSlackWorld } from '@/test/slack-world';
import { useSlackEndpoints } from '@/test/use-slack-endpoints';
import { actions } from '../ids';
import { publishHome } from '../outbound/publish-home';

const world = useSlackWorld();
useSlackEndpoints(world);

const admin = { teamId, userId: 'U0ADMIN' };
const second = { teamId, userId: 'U0SECOND' };
const engineer = { teamId, userId: 'U0ENGINEER' };
const soon = { timeout: 15_000, interval: 50 };

const shownTo = (user: string) => world.slack.control.messages({ teamId, user });
/** All messages of a user's conversation with the app, in Slack's order. */
const conversationOf = (user: string) => JSON.stringify(shownTo(user).map(({ blocks }) => blocks));
const lastReplyTo = (user: string) => {
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

/** An engineer sends a request, and all deciders have the card. */
async function sendRequest(deciders: string[] = ['U0ADMIN']) {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  const request = await submitRequest(person.ctx, asRoot(target));
  await runDueJobs();
  for (const user of deciders) expect(conversationOf(user)).toContain('approve-request');
  return { person, request, target };
}

async function stateOf(id: string): Promise<string> {
  return (await database().prisma.accessRequest.findUniqueOrThrow({ where: { id } })).state;
}

test('Approve decides, and removes the buttons from the card', async () => {
  const { request } = await sendRequest();
  await world.slack.control.click({ ...admin, actionId: actions.approveRequest, value: request.id });
  expect(await stateOf(request.id)).toBe('Approved');
  expect(conversationOf('U0ADMIN')).toContain('*<@U0ENGINEER>* requests *root* shell');
  expect(conversationOf('U0ADMIN')).toContain('Approved by <@U0ADMIN>');
  expect(conversationOf('U0ADMIN')).not.toContain('approve-request');
});

test('Deny opens a form, and the request is denied with its reason', async () => {
  const { request } = await sendRequest();
  await world.slack.control.click({ ...admin, actionId: actions.openDenial, value: request.id });
  expect(JSON.stringify(world.slack.control.views(teamId, 'U0ADMIN'))).toContain('Deny request');
  const submitted = await world.slack.control.submitView({ ...admin, values: { reason: 'Not today' } });
  expect(submitted).toEqual({ result: 'closed' });
  const row = await database().prisma.accessRequest.findUniqueOrThrow({ where: { id: request.id } });
  expect(row).toMatchObject({ state: 'Denied', decisionReason: 'Not today' });
});

test('R7 the second of two admins reads who decided first, and when', async () => {
  const { request } = await sendRequest();
  await reviewRequest(world.organization.admin.ctx, { requestId: request.id, decision: 'deny' });
  for (const actionId of [actions.approveRequest, actions.openDenial]) {
    await world.slack.control.click({ ...admin, actionId, value: request.id });
    expect(lastReplyTo('U0ADMIN')).toMatch(/Already denied by admin@acme\.test, <!date/);
  }
  expect(world.slack.control.views(teamId, 'U0ADMIN')).toEqual([]);
});

test('R17 an admin who is not linked reads nothing of a request and cannot decide, until they link their account', async () => {
  const person = await signIn(world.organization, 'second@acme.test');
  await setRole(world.organization.admin.ctx, { userId: person.id, role: 'Admin' });
  const { request, target } = await sendRequest();
  const home = () => JSON.stringify(world.slack.control.home(teamId, 'U0SECOND'));
  const shown = () => conversationOf('U0SECOND');
  expect(shown()).toContain('start-link');
  for (const secret of ['The disk is full', target.name, 'engineer@acme.test'])
    expect(shown()).not.toContain(secret);
  await publishHome({ installationId: world.installationId, userId: person.id });
  expect(home()).toContain('start-link');
  expect(home()).not.toContain(request.id);
  await world.slack.control.click({ ...second, actionId: actions.startLink });
  expect(lastReplyTo('U0SECOND')).toContain('Link your account');
  const channelId = world.slack.control.channels(teamId).find(({ name }) => name === 'general')?.id ?? '';
  await world.slack.control.runCommand({ ...second, channelId, text: 'doctor' });
  const answer = world.slack.control.ephemerals({ teamId, user: 'U0SECOND', channel: channelId }).at(-1);
  expect(JSON.stringify(answer)).toContain('Link your Slack account');
  expect(await stateOf(request.id)).toBe('Pending');

  const token = /link-slack\/([\w-]+)/.exec(lastReplyTo('U0SECOND'))?.[1] ?? '';
  expect(await getLinkInvitation(person.ctx, { token })).toMatchObject({ slackEmail: 'second@acme.test' });
  await linkSlackUser(person.ctx, { token });
  await runDueJobs();
  expect(shown()).toContain('The disk is full');
  expect(home()).toContain(request.id);
  await world.slack.control.click({ ...second, actionId: actions.startLink });
  expect(lastReplyTo('U0SECOND')).toContain('Your Slack account is linked');
  await world.slack.control.click({ ...second, actionId: actions.approveRequest, value: request.id });
  expect(await stateOf(request.id)).toBe('Approved');
});

test('R17 an invitation to link an account stays as it is when the request is decided', async () => {
  const person = await signIn(world.organization, 'second@acme.test');
  await setRole(world.organization.admin.ctx, { userId: person.id, role: 'Admin' });
  const { request } = await sendRequest();
  const before = conversationOf('U0SECOND');
  await reviewRequest(world.organization.admin.ctx, { requestId: request.id, decision: 'approve' });
  await runDueJobs();
  expect(conversationOf('U0SECOND')).toBe(before);
});

test('R17 an admin who lost the role since the card was posted cannot decide', async () => {
  const person = await signIn(world.organization, 'second@acme.test');
  const { ctx } = world.organization.admin;
  await setRole(ctx, { userId: person.id, role: 'Admin' });
  await linkSlack(person, teamId, 'U0SECOND');
  const { request } = await sendRequest(['U0SECOND']);
  await setRole(ctx, { userId: person.id, role: 'User' });
  await world.slack.control.click({ ...second, actionId: actions.approveRequest, value: request.id });
  expect(lastReplyTo('U0SECOND')).toContain('Only an admin');
  expect(await stateOf(request.id)).toBe('Pending');
});

test('the requester cancels a request and ends access from its message', async () => {
  const { request, person, target } = await sendRequest();
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

test('the Home tab is rendered when it is opened, and its buttons answer in a modal', async () => {
  const { request } = await sendRequest();
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

test('a Slack user without an account here reads in the Home tab what to do', async () => {
  await world.slack.control.openHome({ teamId, userId: 'U0DBA' });
  await vi.waitFor(
    () => expect(JSON.stringify(world.slack.control.home(teamId, 'U0DBA'))).toContain('Sign in at'),
    soon,
  );
});
