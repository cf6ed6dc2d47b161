import { expect, test } from 'vitest';
import { noteRestore } from '@/lib/restore/note-workers';
import { signIn } from '@/test/factories';
import { teamId, useSlackWorld } from '@/test/slack-world';
import { notifyDeviceLogin } from './notify-device-login';

const world = useSlackWorld();

test('a person reads which device acts as them now, from where, and where to sign it out', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const job = { installationId: world.installationId, userId: person.id };
  await notifyDeviceLogin({ ...job, device: 'build <1>', address: '203.0.113.9' });
  const [message] = world.slack.control.messages({ teamId, user: 'U0ENGINEER' });
  expect(message?.text).toContain('zli on build &lt;1&gt; (network address 203.0.113.9) can now act as you.');
  expect(JSON.stringify(message?.blocks)).toContain('/access');
});

test('a message that Slack did not take in is tried again, and one to nobody is not', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const nobody = await signIn(world.organization, 'former@acme.test');
  const job = { installationId: world.installationId, device: 'build-1', address: null };
  world.slack.control.addFault({ method: 'chat.postMessage', kind: 'http500' });
  await expect(notifyDeviceLogin({ ...job, userId: person.id })).rejects.toThrow('was not notified');
  await notifyDeviceLogin({ ...job, userId: nobody.id });
});

test('after a restore it is not sent twice, unless the history cannot be read', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const job = { installationId: world.installationId, userId: person.id, device: 'build-1', address: null };
  const shown = () => world.slack.control.messages({ teamId, user: 'U0ENGINEER' });
  await notifyDeviceLogin({ ...job, id: 'one' });
  await noteRestore();
  await notifyDeviceLogin({ ...job, id: 'one' });
  expect(shown()).toHaveLength(1);
  await notifyDeviceLogin({ ...job, id: 'other' });
  expect(shown()).toHaveLength(2);
  world.slack.control.addFault({ method: 'conversations.history', kind: 'error', error: 'missing_scope' });
  await notifyDeviceLogin({ ...job, id: 'one' });
  expect(shown()).toHaveLength(3);
});
