import { expect, test } from 'vitest';
import { submitRequest } from '@/lib/access/submit-request';
import { database } from '@/lib/db/client';
import { setRole } from '@/lib/directory/set-role';
import { signInUser } from '@/lib/directory/sign-in-user';
import { removeInstallation } from '@/lib/slack-installation/remove-installation';
import { retryMessages } from '@/lib/slack-installation/retry-messages';
import { eventsNamed, refusal } from '@/test/assertions';
import { asRoot, makeOrganization, makeRequestable, signIn } from '@/test/factories';
import { runDueJobs } from '@/test/run-due-jobs';
import { teamId, useSlackWorld } from '@/test/slack-world';
import { useSlackEndpoints } from '@/test/use-slack-endpoints';
import { runDoctor } from './doctor';
import { scopes } from './install/scopes';
import { deliverMessage } from './outbound/deliver-message';
import { sendTestMessage } from './outbound/send-test-message';
import { syncLogChannel } from './outbound/sync-log-channel';

const world = useSlackWorld();
useSlackEndpoints(world);
const ctx = () => world.organization.admin.ctx;

/** The checks that are not good, as `id status`, without the one about workers. */
async function failedChecks(): Promise<string[]> {
  const checks = (await runDoctor(ctx())).filter(({ id }) => id !== 'jobs');
  return checks.flatMap(({ id, status }) => (status === 'good' ? [] : [`${id} ${status}`]));
}

test('a new integration is healthy once its channel exists and a worker has run', async () => {
  expect(await failedChecks()).toEqual(['channel attention']);
  await runDueJobs();
  expect(await failedChecks()).toEqual([]);
  expect((await runDoctor(ctx())).every(({ status }) => status === 'good')).toBe(true);
});

test('R15 a log channel that is public, shared, archived or deleted fails its check', async () => {
  await syncLogChannel(world.installationId);
  const { control } = world.slack;
  const change = async (patch: Parameters<typeof control.setChannel>[2]) => {
    control.setChannel(teamId, 'bzero-jit-log', patch);
    const [line] = (await runDoctor(ctx())).filter(({ id }) => id === 'channel');
    return `${line?.status} ${line?.finding}`;
  };
  expect(await change({ kind: 'public' })).toContain('bad bzero-jit-log is not private');
  expect(await change({ kind: 'private', shared: 'offered' })).toContain('bad bzero-jit-log is shared');
  expect(await change({ shared: 'no', archived: true })).toContain('bad bzero-jit-log is archived');
  control.addFault({ method: 'conversations.info', kind: 'error', error: 'channel_not_found' });
  expect(await failedChecks()).toEqual(['channel bad']);
});

test('groups that a sign-in could not bring are named with the person, until a sign-in brings them', async () => {
  const { issuer } = world.organization;
  const who = {
    issuer,
    tenant: '',
    provider: 'oidc',
    providerAccountId: 'dba',
    email: 'dba@acme.test',
    name: 'DBA',
  };
  const groupCheck = async () => (await runDoctor(ctx())).find(({ id }) => id === 'groups');
  await signInUser({ ...who, groups: null, groupProblem: 'groups-not-asked' });
  expect(await groupCheck()).toMatchObject({ status: 'good' });
  await signInUser({ ...who, groups: [], groupProblem: 'groups-elsewhere' });
  expect(await groupCheck()).toMatchObject({
    status: 'attention',
    finding: 'Groups are missing, because there are too many groups for the groups claim: dba@acme.test.',
  });
  await signInUser({ ...who, groups: [] });
  expect(await groupCheck()).toMatchObject({ status: 'good' });
});

test('missing scopes and a revoked token fail their checks', async () => {
  await syncLogChannel(world.installationId);
  world.slack.control.setScopes(
    teamId,
    scopes.filter((scope) => scope !== 'users:read'),
  );
  expect((await runDoctor(ctx())).find(({ id }) => id === 'scopes')).toMatchObject({
    status: 'bad',
    finding: 'Not granted: users:read.',
  });
  world.slack.control.addFault({ method: 'auth.test', kind: 'error', error: 'token_revoked' });
  expect((await runDoctor(ctx())).find(({ id }) => id === 'token')).toMatchObject({ status: 'bad' });
  world.slack.control.addFault({ method: 'auth.test', kind: 'http500' });
  expect((await runDoctor(ctx())).find(({ id }) => id === 'token')).toMatchObject({ status: 'unknown' });
});

test('R14 an unreachable user is named with the reason until a retry succeeds', async () => {
  await syncLogChannel(world.installationId);
  const former = await signIn(world.organization, 'former@acme.test');
  const { target } = await makeRequestable(world.organization, [former]);
  const { id: requestId } = await submitRequest(former.ctx, asRoot(target));
  const messages = await database().prisma.slackMessage.findMany({ where: { requestId } });
  for (const { id } of messages) await deliverMessage(id);
  const lines = await runDoctor(ctx());
  expect(lines.find(({ id }) => id === 'deliveries')?.finding).toBe('1 message could not be delivered.');
  expect(lines.find(({ id }) => id === 'people')?.finding).toContain(
    'former@acme.test: not reachable in Slack',
  );

  await world.slack.control.setUser(teamId, 'U0FORMER', { deleted: false });
  expect(await retryMessages(ctx(), {})).toBe(1);
  expect(await retryMessages(ctx(), {})).toBe(0);
  for (const { id } of messages) await deliverMessage(id);
  expect(await failedChecks()).toEqual([]);
  expect((await eventsNamed(world.organization.id, 'retry-messages')).map(({ data }) => data)).toEqual([
    { count: 1 },
  ]);
});

test('R17 admins who cannot decide in Slack yet are named', async () => {
  await syncLogChannel(world.installationId);
  const second = await signIn(world.organization, 'second@acme.test');
  await setRole(ctx(), { userId: second.id, role: 'Admin' });
  expect(await failedChecks()).toEqual(['links attention']);
});

test('a test message is delivered once to the admin and to the log channel, and is recorded', async () => {
  await syncLogChannel(world.installationId);
  expect(await sendTestMessage(ctx())).toEqual({ arrived: ['you', 'bzero-jit-log'], failed: [] });
  const shown = world.slack.control.messages({ teamId, user: 'U0ADMIN' });
  expect(shown.filter(({ text }) => text.startsWith('Test message'))).toHaveLength(1);
  world.slack.control.addFault({ method: 'conversations.open', kind: 'error', error: 'user_disabled' });
  expect(await sendTestMessage(ctx())).toMatchObject({
    arrived: ['bzero-jit-log'],
    failed: ['you: Slack rejected the call: user_disabled'],
  });
  expect(await eventsNamed(world.organization.id, 'send-test-message')).toHaveLength(2);
  world.slack.control.addFault({ method: 'chat.postMessage', kind: 'http500', times: 2 });
  await refusal(sendTestMessage(ctx()), 'invalid');
  expect(await eventsNamed(world.organization.id, 'send-test-message')).toHaveLength(2);
});

test('/bz-list-targets doctor shows the checks to admins, and to no one else', async () => {
  await syncLogChannel(world.installationId);
  const run = async (userId: string) => {
    const channelId = world.slack.control.channels(teamId).find(({ name }) => name === 'general')?.id ?? '';
    await world.slack.control.runCommand({ teamId, userId, channelId, text: 'doctor' });
    return JSON.stringify(world.slack.control.ephemerals({ teamId, user: userId }).at(-1));
  };
  const shownToAdmin = await run('U0ADMIN');
  for (const { name, finding } of (await runDoctor(ctx())).filter(({ id }) => id !== 'jobs')) {
    expect(shownToAdmin).toContain(name);
    expect(shownToAdmin).toContain(finding);
  }
  await signIn(world.organization, 'engineer@acme.test');
  expect(await run('U0ENGINEER')).toContain('Only an admin can do this.');
});

test('only admins run the checks, and only while Slack is connected', async () => {
  const engineer = await signIn(world.organization, 'engineer@acme.test');
  await refusal(runDoctor(engineer.ctx), 'forbidden');
  await refusal(sendTestMessage(engineer.ctx), 'forbidden');
  await refusal(retryMessages(engineer.ctx, {}), 'forbidden');
  const other = await makeOrganization(false);
  await refusal(runDoctor(other.admin.ctx), 'not-integrated');
  await removeInstallation(ctx());
  await refusal(retryMessages(ctx(), {}), 'not-integrated');
});
