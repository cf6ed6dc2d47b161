import { expect, test } from 'vitest';
import { submitRequest } from '@/lib/access/submit-request';
import { database } from '@/lib/db/client';
import { setRole } from '@/lib/directory/set-role';
import { removeInstallation } from '@/lib/slack-installation/remove-installation';
import { retryMessages } from '@/lib/slack-installation/retry-messages';
import { asRoot, makeOrganization, makeRequestable, signIn } from '@/test/factories';
import { eventsNamed, refusal } from '@/test/look';
import { runDueJobs } from '@/test/run-due-jobs';
import { useSlackEndpoints } from '@/test/slack-door';
import { teamId, useSlackWorld } from '@/test/slack-world';
import { runDoctor } from './doctor';
import { scopes } from './install/scopes';
import { syncLogChannel } from './outbound/audit-channel';
import { deliverMessage } from './outbound/deliver';
import { sendTestMessage } from './outbound/send-test-message';

const world = useSlackWorld();
useSlackEndpoints(world);
const ctx = () => world.organization.admin.ctx;

/** Every check that is not good, as `id verdict`; the workers' is left out where none runs. */
async function wrong(): Promise<string[]> {
  const checks = (await runDoctor(ctx())).filter(({ id }) => id !== 'jobs');
  return checks.flatMap(({ id, verdict }) => (verdict === 'good' ? [] : [`${id} ${verdict}`]));
}

test('a new integration is well once its channel is made and its workers have run', async () => {
  expect(await wrong()).toEqual(['channel attention']);
  await runDueJobs();
  expect(await wrong()).toEqual([]);
  expect((await runDoctor(ctx())).every(({ verdict }) => verdict === 'good')).toBe(true);
});

test('R15 a log channel that is opened, shared, archived or gone is seen', async () => {
  await syncLogChannel(world.installationId);
  const { control } = world.slack;
  const change = async (patch: Parameters<typeof control.setChannel>[2]) => {
    control.setChannel(teamId, 'bzero-jit-log', patch);
    const [line] = (await runDoctor(ctx())).filter(({ id }) => id === 'channel');
    return `${line?.verdict} ${line?.what}`;
  };
  expect(await change({ kind: 'public' })).toContain('bad bzero-jit-log is not private any more');
  expect(await change({ kind: 'private', shared: 'offered' })).toContain('bad bzero-jit-log is shared');
  expect(await change({ shared: 'no', archived: true })).toContain('bad bzero-jit-log is archived');
  control.addFault({ method: 'conversations.info', kind: 'error', error: 'channel_not_found' });
  expect(await wrong()).toEqual(['channel bad']);
});

test('scopes that were taken away and a token that is dead are seen', async () => {
  await syncLogChannel(world.installationId);
  world.slack.control.setScopes(
    teamId,
    scopes.filter((scope) => scope !== 'users:read'),
  );
  expect((await runDoctor(ctx())).find(({ id }) => id === 'scopes')).toMatchObject({
    verdict: 'bad',
    what: 'Not granted: users:read.',
  });
  world.slack.control.addFault({ method: 'auth.test', kind: 'error', error: 'token_revoked' });
  expect((await runDoctor(ctx())).find(({ id }) => id === 'token')).toMatchObject({ verdict: 'bad' });
  world.slack.control.addFault({ method: 'auth.test', kind: 'http500' });
  expect((await runDoctor(ctx())).find(({ id }) => id === 'token')).toMatchObject({ verdict: 'unknown' });
});

test('R14 who can not be reached is named with the reason, and is well again after a retry', async () => {
  await syncLogChannel(world.installationId);
  const former = await signIn(world.organization, 'former@acme.test');
  const { target } = await makeRequestable(world.organization, [former]);
  const { id: requestId } = await submitRequest(former.ctx, asRoot(target));
  const messages = await database().prisma.slackMessage.findMany({ where: { requestId } });
  for (const { id } of messages) await deliverMessage(id);
  const lines = await runDoctor(ctx());
  expect(lines.find(({ id }) => id === 'deliveries')?.what).toBe('1 message could not be delivered.');
  expect(lines.find(({ id }) => id === 'people')?.what).toContain('former@acme.test: not reachable in Slack');

  await world.slack.control.setUser(teamId, 'U0FORMER', { deleted: false });
  expect(await retryMessages(ctx(), {})).toBe(1);
  expect(await retryMessages(ctx(), {})).toBe(0);
  for (const { id } of messages) await deliverMessage(id);
  expect(await wrong()).toEqual([]);
  expect((await eventsNamed(world.organization.id, 'retry-messages')).map(({ data }) => data)).toEqual([
    { count: 1 },
  ]);
});

test('R17 admins who can not decide in Slack yet are named', async () => {
  await syncLogChannel(world.installationId);
  const second = await signIn(world.organization, 'second@acme.test');
  await setRole(ctx(), { userId: second.id, role: 'Admin' });
  expect(await wrong()).toEqual(['links attention']);
});

test('a test message arrives once at the admin and in the log channel, and is recorded', async () => {
  await syncLogChannel(world.installationId);
  expect(await sendTestMessage(ctx())).toEqual({ arrived: ['you', 'bzero-jit-log'], failed: [] });
  const shown = world.slack.control.messages({ teamId, user: 'U0ADMIN' });
  expect(shown.filter(({ text }) => text.startsWith('This is a test message'))).toHaveLength(1);
  world.slack.control.addFault({ method: 'conversations.open', kind: 'error', error: 'user_disabled' });
  expect(await sendTestMessage(ctx())).toMatchObject({
    arrived: ['bzero-jit-log'],
    failed: ['you: Slack refused: user_disabled'],
  });
  expect(await eventsNamed(world.organization.id, 'send-test-message')).toHaveLength(2);
  world.slack.control.addFault({ method: 'chat.postMessage', kind: 'http500', times: 2 });
  await refusal(sendTestMessage(ctx()), 'invalid');
  expect(await eventsNamed(world.organization.id, 'send-test-message')).toHaveLength(2);
});

test('/bz-list-targets doctor says the same to admins, and nothing to others', async () => {
  await syncLogChannel(world.installationId);
  const run = async (userId: string) => {
    const channelId = world.slack.control.channels(teamId).find(({ name }) => name === 'general')?.id ?? '';
    await world.slack.control.runCommand({ teamId, userId, channelId, text: 'doctor' });
    return JSON.stringify(world.slack.control.ephemerals({ teamId, user: userId }).at(-1));
  };
  const told = await run('U0ADMIN');
  for (const { name, what } of (await runDoctor(ctx())).filter(({ id }) => id !== 'jobs')) {
    expect(told).toContain(name);
    expect(told).toContain(what);
  }
  await signIn(world.organization, 'engineer@acme.test');
  expect(await run('U0ENGINEER')).toContain('Only an admin of the organization may do this.');
});

test('nobody else runs it, and without Slack there is nothing to look at', async () => {
  const engineer = await signIn(world.organization, 'engineer@acme.test');
  await refusal(runDoctor(engineer.ctx), 'forbidden');
  await refusal(sendTestMessage(engineer.ctx), 'forbidden');
  await refusal(retryMessages(engineer.ctx, {}), 'forbidden');
  const other = await makeOrganization(false);
  await refusal(runDoctor(other.admin.ctx), 'not-integrated');
  await removeInstallation(ctx());
  await refusal(retryMessages(ctx(), {}), 'not-integrated');
});
