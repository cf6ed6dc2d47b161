import { expect, test, vi } from 'vitest';
import { submitRequest } from '@/lib/access/submit-request';
import { database } from '@/lib/db/client';
import { redeliverMessages } from '@/lib/outbox/redeliver-messages';
import { publishHome } from '@/lib/slack/outbound/publish-home';
import { sendWelcomeOnce } from '@/lib/slack/outbound/send-welcome';
import { removeInstallation } from '@/lib/slack-installation/remove-installation';
import { asRoot, makeRequestable, signIn } from '@/test/factories';
import { integrateWith, teamId, useSlackWorld, withWorkers } from '@/test/slack-world';
import { handlers } from './handlers';

const world = useSlackWorld();

// Workers look twice a second, and tests run beside each other.
const soon = { timeout: 20_000, interval: 50 };
const shownTo = (user: string) => world.slack.control.messages({ teamId, user });
const called = (method: string) => world.slack.control.calls().filter((each) => each.method === method);

async function sendRequest(automaticallyApproved = false) {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person], { automaticallyApproved });
  return { person, request: await submitRequest(person.ctx, asRoot(target)) };
}

test('an installation gets its log channel, and its installer a welcome message, once', {
  timeout: 60_000,
}, async () => {
  await withWorkers(async () => {
    await vi.waitFor(() => expect(shownTo('U0ADMIN')).toHaveLength(1), soon);
    await vi.waitFor(() => {
      expect(world.slack.control.channels(teamId).map(({ name }) => name)).toContain('bzero-jit-log');
    }, soon);
  });
  await sendWelcomeOnce({ installationId: world.installationId, slackUserId: 'U0ADMIN' });
  expect(shownTo('U0ADMIN')).toHaveLength(1);
});

test('R12 the sweep reports the end of a grant whose job was lost', async () => {
  const { request } = await sendRequest(true);
  await database().pool.query('DELETE FROM pgboss.job');
  await world.pass(61);
  await handlers.sweep({});
  const { grant } = await database().prisma.accessRequest.findUniqueOrThrow({
    where: { id: request.id },
    include: { grant: true },
  });
  expect(grant?.state).toBe('Expired');
});

test('R14 a message whose job was lost gets another one, once', async () => {
  const { request } = await sendRequest();
  await database().pool.query('DELETE FROM pgboss.job');
  await redeliverMessages();
  await redeliverMessages();
  const { rows } = await database().pool.query(`SELECT data FROM pgboss.job WHERE name = 'deliver-slack'`);
  expect(rows).toHaveLength(await database().prisma.slackMessage.count({ where: { requestId: request.id } }));
});

test('the Home tab shows pending requests to admins, and own requests to everyone', async () => {
  const { person, request } = await sendRequest();
  const { installationId } = world;
  await publishHome({ installationId, userId: world.organization.admin.id });
  expect(JSON.stringify(world.slack.control.home(teamId, 'U0ADMIN'))).toContain(request.id);
  await publishHome({ installationId, userId: person.id });
  const own = JSON.stringify(world.slack.control.home(teamId, 'U0ENGINEER'));
  expect(own).toContain('My requests');
  expect(own).not.toContain('Pending requests');
});

test('the token of a removed integration is revoked', { timeout: 60_000 }, async () => {
  const { ctx } = world.organization.admin;
  await removeInstallation(ctx);
  await withWorkers(() => vi.waitFor(() => expect(called('auth.revoke')).toHaveLength(1), soon));
  expect(await database().prisma.slackTokenToRevoke.count()).toBe(0);
  // Again, as after a worker crash: the token is revoked already.
  await handlers['revoke-slack-token']({ installationId: world.installationId });
  expect(called('auth.revoke')).toHaveLength(1);
});

test('nothing is revoked once the workspace is connected again, and the old token is erased', async () => {
  await removeInstallation(world.organization.admin.ctx);
  await integrateWith(world);
  await handlers['revoke-slack-token']({ installationId: world.installationId });
  expect(called('auth.revoke')).toEqual([]);
  expect(await database().prisma.slackTokenToRevoke.count()).toBe(0);
});
