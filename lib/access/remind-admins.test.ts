import { beforeEach, expect, test } from 'vitest';
import type { RequestView } from '@/lib/core/access/request';
import { setRole } from '@/lib/directory/set-role';
import { updateOrganization } from '@/lib/directory/update-organization';
import { countJobs, eventsNamed, eventsOf, notificationsOf, refusal } from '@/test/assertions';
import {
  asRoot,
  makeOrganization,
  makeRequestable,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { remindAdmins, remindOfWaiting } from './remind-admins';
import { reviewRequest } from './review-request';
import { submitRequest } from './submit-request';

const { pass } = useDatabase();
let organization: TestOrganization;
let admin: TestPerson;
let engineer: TestPerson;
let request: RequestView;

beforeEach(async () => {
  organization = await makeOrganization();
  admin = organization.admin;
  engineer = await signIn(organization, 'engineer@acme.test');
  const { target } = await makeRequestable(organization, [engineer]);
  request = await submitRequest(engineer.ctx, asRoot(target));
});

const remind = () => remindAdmins({ organizationId: organization.id, requestId: request.id });
const reminders = async () =>
  (await notificationsOf(request.id)).filter((notification) => notification.startsWith('request-reminder'));
const settings = { selfApproval: false, lapseMinutes: 1440, reminderMinutes: 60 };

test('R9: admins are reminded after an hour, then after twice as long, each time once', async () => {
  expect(await countJobs('remind-admins', { requestId: request.id })).toBe(1);
  await pass(59);
  expect(await remind()).toBe(false);
  await pass(1);
  expect(await remind()).toBe(true);
  expect(await remind()).toBe(false);
  expect(await reminders()).toEqual([`request-reminder → ${admin.id}`]);
  await pass(59);
  expect(await remind()).toBe(false);
  await pass(1);
  expect(await remind()).toBe(true);
  expect(await reminders()).toHaveLength(2);
  const events = await eventsNamed(organization.id, 'remind-admins');
  expect(events.map(({ data }) => (data as { round: number }).round)).toEqual([1, 2]);
});

test('R9: after a long silence there is one reminder, not all that were missed', async () => {
  await pass(500);
  expect(await remindOfWaiting()).toBeGreaterThan(0);
  expect(await remind()).toBe(false);
  expect(await reminders()).toHaveLength(1);
  expect((await eventsNamed(organization.id, 'remind-admins')).at(-1)?.data).toMatchObject({ round: 4 });
});

test('two workers at once remind once', async () => {
  await pass(61);
  expect((await Promise.all([remind(), remind(), remind()])).filter(Boolean)).toHaveLength(1);
  expect(await reminders()).toHaveLength(1);
});

test('R9: nobody is reminded of a request that is decided or has timed out', async () => {
  await reviewRequest(admin.ctx, { requestId: request.id, decision: 'deny' });
  await pass(61);
  expect(await remind()).toBe(false);
  const { target } = await makeRequestable(organization, [engineer]);
  request = await submitRequest(engineer.ctx, asRoot(target));
  await pass(1441);
  expect(await remind()).toBe(false);
  expect(await eventsOf(request.id)).toEqual(['submit-request']);
});

test('R6: an admin is not reminded of a request of their own', async () => {
  await setRole(admin.ctx, { userId: engineer.id, role: 'Admin' });
  await pass(61);
  await remind();
  expect(await reminders()).toEqual([`request-reminder → ${admin.id}`]);
});

test('an organization sets its own time, or none; its log says what was changed', async () => {
  await updateOrganization(admin.ctx, { ...settings, reminderMinutes: 0 });
  await pass(61);
  expect(await remind()).toBe(false);
  await updateOrganization(admin.ctx, { ...settings, reminderMinutes: 30 });
  await updateOrganization(admin.ctx, { ...settings, reminderMinutes: 30 });
  expect(await remind()).toBe(true);
  expect((await eventsNamed(organization.id, 'update-organization')).map(({ data }) => data)).toEqual([
    { changes: { reminderMinutes: { from: 60, to: 0 } } },
    { changes: { reminderMinutes: { from: 0, to: 30 } } },
  ]);
});

test('R6, R9: self-approval and the time-out follow the settings', async () => {
  await updateOrganization(admin.ctx, { ...settings, selfApproval: true, lapseMinutes: 10 });
  const { target } = await makeRequestable(organization, [admin]);
  const own = await submitRequest(admin.ctx, asRoot(target));
  expect((own.lapsesAt?.getTime() ?? 0) - own.createdAt.getTime()).toBe(600_000);
  expect(await countJobs('remind-admins', { requestId: own.id })).toBe(0);
  expect(await reviewRequest(admin.ctx, { requestId: own.id, decision: 'approve' })).toMatchObject({
    selfApproved: true,
  });
});

test.each([
  { lapseMinutes: 4 },
  { lapseMinutes: 43_201 },
  { reminderMinutes: -1 },
  { reminderMinutes: 10_081 },
  { lapseMinutes: Number.NaN },
])('%j is refused at its field', async (change) => {
  const error = await refusal(updateOrganization(admin.ctx, { ...settings, ...change }), 'invalid');
  expect(error.faults[0]?.path).toBe(Object.keys(change)[0]);
});

test('nobody else changes the settings', async () => {
  await refusal(updateOrganization(engineer.ctx, settings), 'forbidden');
});
