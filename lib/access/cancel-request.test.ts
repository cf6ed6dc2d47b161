import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { RequestView } from '@/lib/core/access/request';
import { eventsOf, notificationsOf, refusal } from '@/test/assertions';
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

const { pass } = useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;
let request: RequestView;

beforeAll(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
});

beforeEach(async () => {
  const { target } = await makeRequestable(organization, [engineer]);
  request = await submitRequest(engineer.ctx, asRoot(target));
});

test('a requester cancels a request, can request again, and the log channel is notified', async () => {
  const cancelled = await cancelRequest(engineer.ctx, { requestId: request.id });
  expect(cancelled).toMatchObject({ state: 'Cancelled', decidedBy: null, grant: null });
  expect(await eventsOf(request.id)).toEqual(['submit-request', 'cancel-request']);
  const notifications = await notificationsOf(request.id);
  expect(notifications).toContain('log-outcome → log');
  expect(notifications).not.toContain(`request-outcome → ${engineer.id}`);
  await submitRequest(engineer.ctx, asRoot(request.target));
});

test('an admin cannot cancel it for them', async () => {
  await refusal(cancelRequest(organization.admin.ctx, { requestId: request.id }), 'forbidden');
});

test('to anybody else it does not exist', async () => {
  const colleague = await signIn(organization, 'colleague@acme.test');
  await refusal(cancelRequest(colleague.ctx, { requestId: request.id }), 'not-found');
  const stranger = (await makeOrganization()).admin;
  await refusal(cancelRequest(stranger.ctx, { requestId: request.id }), 'not-found');
});

test('R7: after a decision it is too late, and they are told who decided', async () => {
  await reviewRequest(organization.admin.ctx, { requestId: request.id, decision: 'approve' });
  const error = await refusal(cancelRequest(engineer.ctx, { requestId: request.id }), 'already-decided');
  expect(error.message).toBe('Already approved by admin@acme.test.');
});

test('R9: a request that has timed out by the clock is not cancelled', async () => {
  await pass(24 * 60);
  const error = await refusal(cancelRequest(engineer.ctx, { requestId: request.id }), 'already-decided');
  expect(error.message).toBe('Already timed out.');
  expect(await eventsOf(request.id)).toEqual(['submit-request', 'lapse-request']);
});
