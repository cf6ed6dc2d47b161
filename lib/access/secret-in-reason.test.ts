import { expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { asRoot, makeRequestable, signIn } from '@/test/factories';
import { teamId, useSlackWorld } from '@/test/slack-world';
import { reviewRequest } from './review-request';
import { submitRequest } from './submit-request';

const world = useSlackWorld();
const secret = 'Use postgres://app:hunter2@db.acme.test/orders';
const warning = {
  code: 'invalid',
  faults: [{ path: 'reason', code: 'looks-like-secret', message: expect.not.stringContaining('hunter2') }],
};

test('a reason that looks like a credential is neither stored nor sent, until its writer says that it is none', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  await expect(submitRequest(person.ctx, asRoot(target, secret))).rejects.toMatchObject(warning);
  expect(await database().prisma.accessRequest.count({ where: { requesterId: person.id } })).toBe(0);
  expect(await database().prisma.slackMessage.count({ where: { recipient: person.id } })).toBe(0);
  expect(world.slack.control.messages({ teamId, user: 'U0ADMIN' })).toEqual([]);
  const sent = await submitRequest(person.ctx, { ...asRoot(target, secret), reasonHasNoSecret: true });
  expect(sent.reason).toBe(secret);
});

test('the reason of a denial too', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  const { id: requestId } = await submitRequest(person.ctx, asRoot(target));
  const denial = { requestId, decision: 'deny', reason: secret };
  await expect(reviewRequest(world.organization.admin.ctx, denial)).rejects.toMatchObject(warning);
  const decided = await reviewRequest(world.organization.admin.ctx, { ...denial, reasonHasNoSecret: true });
  expect(decided).toMatchObject({ state: 'Denied', decisionReason: secret });
});
