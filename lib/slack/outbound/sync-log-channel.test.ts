import { expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { setRole } from '@/lib/directory/set-role';
import { linkSlack, signIn } from '@/test/factories';
import { teamId, useSlackWorld } from '@/test/slack-world';
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
