import { beforeAll, expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { refusal } from '@/test/assertions';
import {
  asRoot,
  makeOrganization,
  makeRequestable,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { checkAccess } from './check-access';
import { getRequest } from './get-request';
import { getRequestForm } from './get-request-form';
import { reviewRequest } from './review-request';
import { submitRequest } from './submit-request';

const { pass } = useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
});

/** Access to a target for an hour, of which `minutes` have passed. */
async function withAccess(minutes: number, automaticallyApproved = false) {
  const { target, child } = await makeRequestable(organization, [engineer], { automaticallyApproved });
  const data = { targetUsers: ['root', 'deploy'] };
  await database().prisma.policy.update({ where: { id: child.id }, data });
  const { id } = await submitRequest(engineer.ctx, asRoot(target));
  if (!automaticallyApproved) await decide(id, 'approve');
  await pass(minutes);
  return { id, target };
}

const decide = (requestId: string, decision: 'approve' | 'deny') =>
  reviewRequest(organization.admin.ctx, { requestId, decision });
const grantOf = async (requestId: string) => (await getRequest(engineer.ctx, { requestId })).request.grant;
const statesOf = async (targetId: string) =>
  (await database().prisma.grant.findMany({ where: { targetId }, orderBy: { startsAt: 'asc' } })).map(
    ({ state }) => state,
  );

test('R3: in the last ten minutes the same access can be requested; the first goes on until the decision', async () => {
  const { id, target } = await withAccess(51);
  expect((await getRequestForm(engineer.ctx, { targetId: target.id })).open).toBeNull();
  const next = await submitRequest(engineer.ctx, asRoot(target));
  expect((await grantOf(id))?.state).toBe('Active');
  expect((await refusal(submitRequest(engineer.ctx, asRoot(target)), 'already-open')).requestId).toBe(
    next.id,
  );

  await decide(next.id, 'approve');
  expect(await statesOf(target.id)).toEqual(['Relinquished', 'Active']);
  const [first, second] = [await grantOf(id), await grantOf(next.id)];
  expect(second?.startsAt).toEqual(first?.endedAt);
  expect(await checkAccess(engineer.ctx, asRoot(target))).toMatchObject({
    answer: { allowed: true, basis: { requestId: next.id } },
  });
});

test('R3: what an automatic policy approves takes over at once', async () => {
  const { target } = await withAccess(55, true);
  await submitRequest(engineer.ctx, asRoot(target));
  expect(await statesOf(target.id)).toEqual(['Relinquished', 'Active']);
});

test('R3: of ten follow-on requests at once one is stored', async () => {
  const { target } = await withAccess(55);
  const attempts = Array.from({ length: 10 }, () => submitRequest(engineer.ctx, asRoot(target)));
  const outcomes = await Promise.allSettled(attempts);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('R3: earlier, or for other access, a request is refused as before, also after a denial', async () => {
  const early = await withAccess(40);
  await refusal(submitRequest(engineer.ctx, asRoot(early.target)), 'already-open');
  const { id, target } = await withAccess(51);
  const other = { ...asRoot(target), targetUser: 'deploy' };
  await refusal(submitRequest(engineer.ctx, other), 'already-open');
  await decide((await submitRequest(engineer.ctx, asRoot(target))).id, 'deny');
  expect((await grantOf(id))?.state).toBe('Active');
  expect((await refusal(submitRequest(engineer.ctx, other), 'already-open')).requestId).toBe(id);
  await submitRequest(engineer.ctx, asRoot(target));
});

test('R3: the request says to its requester when the same access can be requested again', async () => {
  const { id, target } = await withAccess(40);
  const mayFollow = async (ctx = engineer.ctx) => (await getRequest(ctx, { requestId: id })).mayFollow;
  expect(await mayFollow()).toBe(false);
  await pass(11);
  expect([await mayFollow(), await mayFollow(organization.admin.ctx)]).toEqual([true, false]);
  const next = await submitRequest(engineer.ctx, asRoot(target));
  expect(await mayFollow()).toBe(false);
  await decide(next.id, 'deny');
  expect(await mayFollow()).toBe(true);
  await pass(10);
  expect(await mayFollow()).toBe(false);
});

test('R12: access that expired before the decision, and that no worker has ended yet, is expired by it', async () => {
  const { target } = await withAccess(51);
  const next = await submitRequest(engineer.ctx, asRoot(target));
  await pass(10);
  await decide(next.id, 'approve');
  expect(await statesOf(target.id)).toEqual(['Expired', 'Active']);
});
