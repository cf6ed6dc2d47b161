import { expect, test } from 'vitest';
import { reviewRequest } from '@/lib/access/review-request';
import { submitRequest } from '@/lib/access/submit-request';
import { database } from '@/lib/db/client';
import { setRole } from '@/lib/directory/set-role';
import { getIntegration } from '@/lib/slack-installation/get-integration';
import { asRoot, linkSlack, makeRequestable, signIn } from '@/test/factories';
import { runDueJobs } from '@/test/run-due-jobs';
import { teamId, useSlackWorld } from '@/test/slack-world';
import { scopes } from '../install/scopes';
import { syncLogChannel } from './sync-log-channel';

const world = useSlackWorld();

const named = (name: string) => world.slack.control.channels(teamId).filter((each) => each.name === name);
const called = (method: string) => world.slack.control.calls().filter((each) => each.method === method);
const people = () => named('bzero-jit-log')[0]?.members.filter((id) => !id.startsWith('U0LOCAL')) ?? [];

/** An admin; with an account, a linked one. */
async function makeAdmin(email: string, account?: string) {
  const person = await signIn(world.organization, email);
  await setRole(world.organization.admin.ctx, { userId: person.id, role: 'Admin' });
  if (account) await linkSlack(person, teamId, account);
  return person;
}

test('R15, R17 the log channel is private, and all admins with a linked account are members', async () => {
  await makeAdmin('second@acme.test', 'U0SECOND');
  await makeAdmin('engineer@acme.test');
  await makeAdmin('unknown@acme.test');
  await syncLogChannel(world.installationId);
  expect(named('bzero-jit-log')).toMatchObject([{ kind: 'private' }]);
  expect(people().sort()).toEqual(['U0ADMIN', 'U0SECOND']);
  await syncLogChannel(world.installationId);
  expect(called('conversations.create')).toHaveLength(1);
  expect(called('conversations.invite')).toHaveLength(2);
});

test('R15 a former admin is removed, and members that people added stay', async () => {
  const second = await makeAdmin('second@acme.test', 'U0SECOND');
  await syncLogChannel(world.installationId);
  await setRole(world.organization.admin.ctx, { userId: second.id, role: 'User' });
  await syncLogChannel(world.installationId);
  expect(people()).toEqual(['U0ADMIN']);
});

test('R15 an existing channel with the name is never used', async () => {
  const { token } = world.slack.control.install(teamId, 'U0ADMIN', []);
  const body = new URLSearchParams({ name: 'bzero-jit-log', is_private: 'true' });
  const headers = { authorization: `Bearer ${token}` };
  await fetch(`${world.slack.apiUrl}conversations.create`, { method: 'POST', headers, body });
  await syncLogChannel(world.installationId);
  expect(named('bzero-jit-log')).toHaveLength(1);
  expect(named('bzero-jit-log-2')).toHaveLength(1);
});

test('two workers at once create one channel', async () => {
  await Promise.all([syncLogChannel(world.installationId), syncLogChannel(world.installationId)]);
  expect(called('conversations.create')).toHaveLength(1);
});

test('a channel that was deleted is created again', async () => {
  await syncLogChannel(world.installationId);
  world.slack.control.addFault({ method: 'conversations.info', kind: 'error', error: 'channel_not_found' });
  await syncLogChannel(world.installationId);
  expect(named('bzero-jit-log-2')).toHaveLength(1);
});

test('a line that finds the channel archived starts another one, to which the admins are invited', async () => {
  await makeAdmin('second@acme.test', 'U0SECOND');
  await syncLogChannel(world.installationId);
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  const { id: requestId } = await submitRequest(person.ctx, asRoot(target));
  await database().pool.query('DELETE FROM pgboss.job');
  world.slack.control.setChannel(teamId, 'bzero-jit-log', { archived: true });
  await reviewRequest(world.organization.admin.ctx, { requestId, decision: 'approve' });
  await runDueJobs();
  const [channel] = named('bzero-jit-log-2');
  expect(channel?.members).toEqual(expect.arrayContaining(['U0ADMIN', 'U0SECOND']));
  const lines = world.slack.control.messages({ teamId, channel: channel?.id ?? '' });
  expect(lines.map(({ text }) => text).join()).toContain('Approved by admin@acme.test');
});

test.each([
  ['made public', { kind: 'public' }],
  ['shared with another organization', { shared: 'yes' }],
  ['archived', { archived: true }],
] as const)('R15 a channel that was %s is replaced by a private one', async (_, patch) => {
  await syncLogChannel(world.installationId);
  world.slack.control.setChannel(teamId, 'bzero-jit-log', patch);
  await syncLogChannel(world.installationId);
  await syncLogChannel(world.installationId);
  expect(named('bzero-jit-log-2')).toMatchObject([
    { kind: 'private', members: expect.arrayContaining(['U0ADMIN']) },
  ]);
  expect(named('bzero-jit-log-3')).toEqual([]);
});

test('a channel that was renamed stays the log channel, under its new name', async () => {
  await syncLogChannel(world.installationId);
  world.slack.control.setChannel(teamId, 'bzero-jit-log', { name: 'access-log' });
  await syncLogChannel(world.installationId);
  const { installation } = await getIntegration(world.organization.admin.ctx);
  expect(installation?.logChannelName).toBe('access-log');
  expect(called('conversations.create')).toHaveLength(1);
});

test('without permission to read private channels, no channel is taken for a public one', async () => {
  await syncLogChannel(world.installationId);
  const granted = scopes.filter((scope) => scope !== 'groups:read');
  world.slack.control.setScopes(teamId, granted);
  await expect(syncLogChannel(world.installationId)).rejects.toThrow();
  expect(called('conversations.create')).toHaveLength(1);
});

test('an admin who cannot be invited does not stop the others', async () => {
  await makeAdmin('second@acme.test', 'U0SECOND');
  world.slack.control.addFault({ method: 'conversations.invite', kind: 'error', error: 'cant_invite' });
  await syncLogChannel(world.installationId);
  expect(people()).toHaveLength(1);
  await syncLogChannel(world.installationId);
  expect(people()).toHaveLength(2);
});

test('R17 an admin whose account is no longer linked is removed, and is invited again after linking it', async () => {
  const person = await makeAdmin('second@acme.test', 'U0SECOND');
  await syncLogChannel(world.installationId);
  expect(people().sort()).toEqual(['U0ADMIN', 'U0SECOND']);
  await database().prisma.slackLink.deleteMany({ where: { userId: person.id } });
  await syncLogChannel(world.installationId);
  expect(people()).toEqual(['U0ADMIN']);
  await linkSlack(person, teamId, 'U0SECOND');
  await syncLogChannel(world.installationId);
  expect(people().sort()).toEqual(['U0ADMIN', 'U0SECOND']);
});
