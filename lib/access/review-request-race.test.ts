import { beforeAll, expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { setRole } from '@/lib/directory/set-role';
import { countJobs, eventsOf, refusal } from '@/test/assertions';
import {
  asRoot,
  makeOrganization,
  makeRequestable,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { cancelRequest } from './cancel-request';
import { reviewRequest } from './review-request';
import { submitRequest } from './submit-request';

useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;
let second: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
  second = await signIn(organization, 'second@acme.test');
  await setRole(organization.admin.ctx, { userId: second.id, role: 'Admin' });
});

test('R7: of ten approvals at once one gives a grant, and the others are told who was first', async () => {
  const { target } = await makeRequestable(organization, [engineer]);
  const { id: requestId } = await submitRequest(engineer.ctx, asRoot(target));
  const reviewers = [organization.admin, second];
  const reviews = Array.from({ length: 10 }, (_, index) =>
    reviewRequest(reviewers[index % 2]?.ctx ?? second.ctx, { requestId, decision: 'approve' }),
  );
  const outcomes = await Promise.allSettled(reviews);
  const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  expect(won).toHaveLength(1);
  const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(new Set(lost.map(({ code, message }) => `${code}: ${message}`))).toEqual(
    new Set([`already-decided: Already approved by ${won[0]?.decidedBy?.email}.`]),
  );
  expect(await database().prisma.grant.count({ where: { requestId } })).toBe(1);
  expect(await countJobs('expire-grant', { requestId })).toBe(1);
  expect(await eventsOf(requestId)).toEqual(['submit-request', 'review-request']);
});

test('R7: approving and denying at once leaves one decision, and no grant of a denial', async () => {
  for (let round = 0; round < 5; round++) {
    const { target } = await makeRequestable(organization, [engineer]);
    const { id: requestId } = await submitRequest(engineer.ctx, asRoot(target));
    const outcomes = await Promise.allSettled([
      reviewRequest(organization.admin.ctx, { requestId, decision: 'approve' }),
      reviewRequest(second.ctx, { requestId, decision: 'deny', reason: 'no' }),
      cancelRequest(engineer.ctx, { requestId }),
    ]);
    const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(won).toHaveLength(1);
    expect(await database().prisma.grant.count({ where: { requestId } })).toBe(
      won[0]?.state === 'Approved' ? 1 : 0,
    );
    expect(await eventsOf(requestId)).toHaveLength(2);
  }
});

test('R7: the second of two admins is told who was first, and what they did', async () => {
  const { target } = await makeRequestable(organization, [engineer]);
  const { id: requestId } = await submitRequest(engineer.ctx, asRoot(target));
  await reviewRequest(organization.admin.ctx, { requestId, decision: 'deny' });
  const error = await refusal(
    reviewRequest(second.ctx, { requestId, decision: 'approve' }),
    'already-decided',
  );
  expect(error).toMatchObject({ requestId, message: 'Already denied by admin@acme.test.' });
});

test('approving again does not start the clock again', async () => {
  const { target } = await makeRequestable(organization, [engineer]);
  const { id: requestId } = await submitRequest(engineer.ctx, asRoot(target));
  const first = await reviewRequest(organization.admin.ctx, { requestId, decision: 'approve' });
  await refusal(reviewRequest(organization.admin.ctx, { requestId, decision: 'approve' }), 'already-decided');
  const grant = await database().prisma.grant.findUniqueOrThrow({ where: { requestId } });
  expect(grant.expiresAt).toEqual(first.grant?.expiresAt);
});

test('R7: an automatic approval has a decider too: the policy', async () => {
  const { target, jit } = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  const { id: requestId } = await submitRequest(engineer.ctx, asRoot(target));
  const error = await refusal(reviewRequest(second.ctx, { requestId, decision: 'deny' }), 'already-decided');
  expect(error.message).toBe(`Already approved automatically by policy ${jit.name}.`);
});
