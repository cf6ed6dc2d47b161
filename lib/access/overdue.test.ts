import { beforeAll, expect, test } from 'vitest';
import { statusAt } from '@/lib/core/access/request';
import { eventsOf, notificationsOf } from '@/test/assertions';
import {
  asRoot,
  makeOrganization,
  makeRequestable,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { endGrant } from './end-grant';
import { expireGrant, expireGrants } from './expire-grants';
import { getRequest } from './get-request';
import { getRequestForm } from './get-request-form';
import { listRequestable } from './list-requestable';
import { listRequests } from './list-requests';
import { submitRequest } from './submit-request';
import { timeOutRequest, timeOutRequests } from './time-out-requests';

const { pass } = useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
});

async function live() {
  const { target } = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  return submitRequest(engineer.ctx, asRoot(target));
}

async function waiting() {
  const { target } = await makeRequestable(organization, [engineer]);
  return submitRequest(engineer.ctx, asRoot(target));
}

const about = (request: { id: string }) => ({ organizationId: organization.id, requestId: request.id });
const idsOf = async (status: 'waiting' | 'live' | 'decided') =>
  (await listRequests(engineer.ctx, { whose: 'own', status, pageSize: 100 })).requests.map(({ id }) => id);
const openOn = async (targetId: string) =>
  (await listRequestable(engineer.ctx, { pageSize: 100 })).targets.find(({ id }) => id === targetId)?.open;

test('R12: every list and view shows access as expired, though no worker ran', async () => {
  const request = await live();
  await pass(59);
  expect(await openOn(request.target.id)).toMatchObject({ requestId: request.id, state: 'Approved' });
  expect(await idsOf('live')).toContain(request.id);
  await pass(1);
  expect(await openOn(request.target.id)).toBeNull();
  expect((await getRequestForm(engineer.ctx, { targetId: request.target.id })).open).toBeNull();
  expect(await idsOf('live')).not.toContain(request.id);
  expect(await idsOf('decided')).toContain(request.id);
  const detail = await getRequest(engineer.ctx, { requestId: request.id });
  expect(statusAt(detail.request, detail.now)).toBe('Expired');
  expect(await eventsOf(request.id)).toEqual(['submit-request']);
});

test('R9: every list and view shows an old request as timed out, though no worker ran', async () => {
  const request = await waiting();
  expect(await idsOf('waiting')).toContain(request.id);
  expect(await openOn(request.target.id)).toMatchObject({ requestId: request.id, state: 'Pending' });
  await pass(24 * 60);
  expect(await openOn(request.target.id)).toBeNull();
  expect(await idsOf('waiting')).not.toContain(request.id);
  const detail = await getRequest(organization.admin.ctx, { requestId: request.id });
  expect(statusAt(detail.request, detail.now)).toBe('Lapsed');
});

test('R12: the sweep tells of each missed end once, though two run at the same time', async () => {
  await Promise.all([expireGrants(), timeOutRequests()]);
  const request = await live();
  await pass(60);
  const expired = await Promise.all([expireGrants(), expireGrants(), expireGrant(about(request))]);
  expect(expired.map(Number).reduce((sum, count) => sum + count)).toBe(1);
  expect(await expireGrants()).toBe(0);
  expect(await eventsOf(request.id)).toEqual(['submit-request', 'expire-grant']);
  expect(await notificationsOf(request.id)).toContain(`request-end → ${engineer.id}`);
});

test('R9: so does the sweep of requests that nobody decided', async () => {
  const request = await waiting();
  await pass(24 * 60);
  const timedOut = await Promise.all([timeOutRequests(), timeOutRequests(), timeOutRequest(about(request))]);
  expect(timedOut.map(Number).reduce((sum, count) => sum + count)).toBe(1);
  expect(await eventsOf(request.id)).toEqual(['submit-request', 'lapse-request']);
  expect(await notificationsOf(request.id)).toContain(`request-outcome → ${engineer.id}`);
});

test('a job that comes too early does nothing', async () => {
  expect(await expireGrant(about(await live()))).toBe(false);
  expect(await timeOutRequest(about(await waiting()))).toBe(false);
});

test('a job of access that was ended early does nothing', async () => {
  const request = await live();
  await endGrant(engineer.ctx, { requestId: request.id });
  await pass(60);
  expect(await expireGrant(about(request))).toBe(false);
  expect(await eventsOf(request.id)).toEqual(['submit-request', 'end-grant']);
});

test('the end of an earlier grant leaves the later one on the same target alone', async () => {
  const first = await live();
  await pass(60);
  const second = await submitRequest(engineer.ctx, asRoot(first.target));
  expect(await expireGrant(about(first))).toBe(false);
  expect(await openOn(first.target.id)).toMatchObject({ requestId: second.id });
});
