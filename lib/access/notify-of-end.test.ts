import { beforeAll, beforeEach, expect, test } from 'vitest';
import { countJobs, notificationsOf } from '@/test/assertions';
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
import { expireGrant } from './expire-grants';
import { getRequest } from './get-request';
import { notifyOfEnd, notifyOfEnds } from './notify-of-end';
import { submitRequest } from './submit-request';

const { pass } = useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;
let about: { organizationId: string; requestId: string };

beforeAll(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
});

beforeEach(async () => {
  about = await withAccess(60);
});

async function withAccess(duration: number) {
  const given = { automaticallyApproved: true, duration };
  const { target } = await makeRequestable(organization, [engineer], given);
  const { id: requestId } = await submitRequest(engineer.ctx, asRoot(target));
  return { organizationId: organization.id, requestId };
}

const notice = () => `request-ending → ${engineer.id}`;
const end = () => `request-end → ${engineer.id}`;
const revision = async () =>
  (await getRequest(engineer.ctx, { requestId: about.requestId })).request.revision;

test('a requester is told ten minutes before access ends, once, and their message is rewritten', async () => {
  expect(await countJobs('notify-ending', { requestId: about.requestId })).toBe(1);
  expect(await notifyOfEnd(about)).toBe(false);
  expect(await notificationsOf(about.requestId)).not.toContain(notice());
  await pass(50);
  const before = await revision();
  expect(await notifyOfEnds()).toBe(1);
  expect(await revision()).toBeGreaterThan(before);
  expect(await notificationsOf(about.requestId)).toContain(notice());
  expect(await notifyOfEnds()).toBe(0);
});

test('R11: the notice becomes the end when the access expires, and another end has a message of its own', async () => {
  await pass(50);
  await notifyOfEnd(about);
  await pass(10);
  await expireGrant(about);
  expect(await notificationsOf(about.requestId)).not.toContain(end());

  const unnoticed = await withAccess(60);
  await pass(60);
  await expireGrant(unnoticed);
  expect(await notificationsOf(unnoticed.requestId)).toContain(end());

  const revoked = await withAccess(60);
  await pass(50);
  await notifyOfEnd(revoked);
  await endGrant(organization.admin.ctx, { requestId: revoked.requestId });
  expect(await notificationsOf(revoked.requestId)).toContain(end());
});

test('access of ten minutes or less gets no notice, and ended access none either', async () => {
  const short = await withAccess(10);
  expect(await countJobs('notify-ending', { requestId: short.requestId })).toBe(0);
  await pass(5);
  expect(await notifyOfEnd(short)).toBe(false);
  await pass(46);
  await endGrant(engineer.ctx, { requestId: about.requestId });
  expect(await notifyOfEnd(about)).toBe(false);
});
