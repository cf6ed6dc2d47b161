import { beforeEach, expect, test } from 'vitest';
import { submitRequest } from '@/lib/access/submit-request';
import { isSlackLinked } from '@/lib/db/slack/slack-links';
import { type SlackUserFacts, saveSlackUser } from '@/lib/db/slack/slack-users';
import { eventsNamed, refusal } from '@/test/assertions';
import {
  asRoot,
  makeOrganization,
  makeRequestable,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { getLinkInvitation } from './get-link-invitation';
import { inviteToLink } from './invite-to-link';
import { linkSlackUser } from './link-slack-user';

const { pass } = useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;

beforeEach(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
});

async function invite(facts: Partial<SlackUserFacts> = {}) {
  const account = { teamId: organization.teamId, slackUserId: 'UENGINEER' };
  const { teamId, slackUserId } = await saveSlackUser({
    ...account,
    organizationId: organization.id,
    email: 'engineer@acme.test',
    name: 'Engineer',
    barred: null,
    isTeamAdmin: false,
    timeZone: null,
    ...facts,
  });
  return { account: { teamId, slackUserId }, token: await inviteToLink({ teamId, slackUserId }) };
}

test('R17: signing in through the link links the account once and records it', async () => {
  const { account, token } = await invite();
  expect(await getLinkInvitation(engineer.ctx, { token })).toMatchObject({
    slackName: 'Engineer',
    slackEmail: 'engineer@acme.test',
    teamName: 'Acme',
  });
  expect(await isSlackLinked(account, engineer.id)).toBe(false);
  await linkSlackUser(engineer.ctx, { token });
  expect(await isSlackLinked(account, engineer.id)).toBe(true);
  expect((await eventsNamed(organization.id, 'link-slack-user')).at(-1)?.data).toEqual({
    email: 'engineer@acme.test',
    ...account,
    how: 'sign-in',
  });
  await refusal(linkSlackUser(engineer.ctx, { token }), 'not-found');
});

test('after linking, an admin can go on in Slack or with the requests that they can decide', async () => {
  const { admin } = organization;
  const { target } = await makeRequestable(organization, [engineer, admin]);
  await submitRequest(admin.ctx, asRoot(target));
  const { id } = await submitRequest(engineer.ctx, asRoot(target));
  const { token } = await invite({ email: admin.email, slackUserId: 'UADMIN' });
  const { teamId } = organization;
  expect(await linkSlackUser(admin.ctx, { token })).toEqual({
    teamId,
    appId: expect.any(String),
    pending: [id],
  });
  const theirs = await invite();
  expect(await linkSlackUser(engineer.ctx, theirs)).toMatchObject({ teamId, pending: [] });
});

test('two concurrent uses of a link link once', async () => {
  const { token } = await invite();
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => linkSlackUser(engineer.ctx, { token })));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'not-found' });
});

test('of two links of a person used concurrently, the newest account stays and neither use fails', async () => {
  const first = await invite();
  const second = await invite({ slackUserId: 'USECOND' });
  await Promise.all([first, second].map(({ token }) => linkSlackUser(engineer.ctx, { token })));
  const linked = await Promise.all([first, second].map(({ account }) => isSlackLinked(account, engineer.id)));
  expect(linked.filter(Boolean)).toHaveLength(1);
});

test('a link expires after ten minutes', async () => {
  const { token } = await invite();
  await pass(10);
  await refusal(getLinkInvitation(engineer.ctx, { token }), 'not-found');
  await refusal(linkSlackUser(engineer.ctx, { token }), 'not-found');
});

test('R16: an account with another email is not linked, and the link stays valid', async () => {
  const { account, token } = await invite();
  const error = await refusal(linkSlackUser(organization.admin.ctx, { token }), 'forbidden');
  expect(error.message).toContain('a different email than admin@acme.test');
  expect(await isSlackLinked(account, organization.admin.id)).toBe(false);
  await linkSlackUser(engineer.ctx, { token });
});

test.each(['guest', 'bot', 'deactivated', 'stranger', 'unconfirmed'] as const)(
  'R16: a %s is not linked',
  async (barred) => {
    const { token } = await invite({ barred });
    await refusal(linkSlackUser(engineer.ctx, { token }), 'forbidden');
  },
);

test('an account of a workspace without an integration is not linked', async () => {
  const { token } = await invite({ teamId: 'T-OTHER' });
  await refusal(linkSlackUser(engineer.ctx, { token }), 'forbidden');
  const other = await makeOrganization();
  const same = await signIn(other, 'engineer@acme.test');
  await refusal(linkSlackUser(same.ctx, { token: (await invite()).token }), 'forbidden');
});
