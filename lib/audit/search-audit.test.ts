import { beforeAll, expect, test } from 'vitest';
import { getActivity } from '@/lib/access/get-activity';
import { reviewRequest } from '@/lib/access/review-request';
import { submitRequest } from '@/lib/access/submit-request';
import type { RequestView } from '@/lib/core/access/request';
import { eventsNamed, refusal } from '@/test/assertions';
import {
  asRoot,
  makeOrganization,
  makeRequestable,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { exportAudit } from './export-audit';
import { searchAudit } from './search-audit';

const { pass } = useDatabase();
let organization: TestOrganization;
let admin: TestPerson;
let engineer: TestPerson;
let request: RequestView;

beforeAll(async () => {
  organization = await makeOrganization();
  admin = organization.admin;
  engineer = await signIn(organization, 'engineer@acme.test');
  const { target } = await makeRequestable(organization, [engineer]);
  request = await submitRequest(engineer.ctx, asRoot(target));
  await pass(30);
  await reviewRequest(admin.ctx, { requestId: request.id, decision: 'approve' });
});

const actions = async (filter: object) =>
  (await searchAudit(admin.ctx, filter)).events.map(({ action }) => action);

test('the log is searched by person, target, action, request and time', async () => {
  const requestEvents = ['review-request', 'submit-request'];
  expect(await actions({ target: request.target.name.toUpperCase() })).toEqual(requestEvents);
  expect(await actions({ requestId: request.id })).toEqual(requestEvents);
  expect(await actions({ person: 'Engineer@' })).toEqual([...requestEvents, 'sign-in-user']);
  expect(await actions({ person: 'engineer', action: 'submit-request' })).toEqual(['submit-request']);
  expect(await actions({ action: 'review-request' })).toEqual(['review-request']);
  expect(await actions({ target: 'moon' })).toEqual([]);
  expect(await actions({ target: '%' })).toEqual([]);
  const lately = new Date(Date.now() - 60_000);
  expect(await actions({ from: lately })).toEqual(['review-request']);
  expect(await actions({ to: lately, requestId: request.id })).toEqual(['submit-request']);
});

test.each([{ action: 'no-such' }, { requestId: 'x' }, { person: 'x'.repeat(201) }])(
  '%j is invalid',
  async (input) => {
    await refusal(searchAudit(admin.ctx, input), 'invalid');
  },
);

test('an export is recorded first and contains all earlier events, not itself', async () => {
  const all = (await searchAudit(admin.ctx, { pageSize: 200 })).events;
  const batches = await exportAudit(admin.ctx, { format: 'csv', person: 'engineer' });
  expect((await eventsNamed(organization.id, 'export-audit')).at(-1)?.data).toEqual({
    format: 'csv',
    filter: { person: 'engineer' },
  });
  const exported = [];
  for await (const batch of batches) exported.push(...batch);
  expect(exported).toEqual(all.filter((event) => event.userId === engineer.id));
});

test('only admins export, and only the log of their organization', async () => {
  await refusal(exportAudit(engineer.ctx, { format: 'jsonl' }), 'forbidden');
  await refusal(exportAudit(admin.ctx, { format: 'xml' }), 'invalid');
  const other = await makeOrganization(false);
  const batches = await exportAudit(other.admin.ctx, { format: 'jsonl' });
  expect((await batches.next()).value).toHaveLength(1);
});

test('the activity of the last 24 hours counts requests, approvals and the time to decide', async () => {
  const activity = await getActivity(admin.ctx);
  expect(activity).toMatchObject({ requests: 1, approvals: 1 });
  expect(activity.hours).toHaveLength(24);
  expect(activity.medianSeconds).toBeGreaterThanOrEqual(1800);
  expect(activity.medianSeconds).toBeLessThan(1860);
  await refusal(getActivity(engineer.ctx), 'forbidden');
  await pass(24 * 60);
  expect(await getActivity(admin.ctx)).toMatchObject({ requests: 0, approvals: 0, medianSeconds: null });
});
