import { beforeEach, expect, test } from 'vitest';
import type { RequestView } from '@/lib/core/access/request';
import { eventsNamed, eventsOf, notificationsOf, refusal } from '@/test/assertions';
import {
  asRoot,
  inSlack,
  makeOrganization,
  makeRequestable,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { endPersonAccess } from './end-person-access';
import { getRequest } from './get-request';
import { reviewRequest } from './review-request';
import { submitRequest } from './submit-request';

const { pass } = useDatabase();
let organization: TestOrganization;
let admin: TestPerson;
let engineer: TestPerson;
let live: RequestView;
let waiting: RequestView;

beforeEach(async () => {
  organization = await makeOrganization();
  admin = organization.admin;
  engineer = await signIn(organization, 'engineer@acme.test');
  const atOnce = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  const asked = await makeRequestable(organization, [engineer]);
  live = await submitRequest(engineer.ctx, asRoot(atOnce.target));
  waiting = await submitRequest(engineer.ctx, asRoot(asked.target));
});

const end = (who: TestPerson = admin) => endPersonAccess(who.ctx, { userId: engineer.id });
const stateOf = async ({ id }: RequestView) => (await getRequest(admin.ctx, { requestId: id })).request;

test('R11: an admin ends all access of a person: grants, waiting requests, each with its event and told', async () => {
  expect(await end()).toEqual({ email: 'engineer@acme.test', ended: 1, cancelled: 1 });
  expect((await stateOf(live)).grant).toMatchObject({ state: 'Revoked', endedBy: { id: admin.id } });
  expect(await stateOf(waiting)).toMatchObject({
    state: 'Cancelled',
    decisionReason: 'an admin ended all access of the requester',
  });
  expect(await eventsOf(live.id)).toEqual(['submit-request', 'end-grant']);
  expect(await eventsOf(waiting.id)).toEqual(['submit-request', 'cancel-request']);
  expect(await notificationsOf(live.id)).toContain(`request-end → ${engineer.id}`);
  expect(await notificationsOf(waiting.id)).toContain(`request-outcome → ${engineer.id}`);
  const [summary] = await eventsNamed(organization.id, 'end-person-access');
  expect(summary).toMatchObject({
    actorId: admin.id,
    userId: engineer.id,
    data: { email: 'engineer@acme.test', ended: 1, cancelled: 1 },
  });
});

test('somebody ends all of their own, as their own act', async () => {
  expect(await end(engineer)).toMatchObject({ ended: 1, cancelled: 1 });
  expect((await stateOf(live)).grant).toMatchObject({ state: 'Relinquished' });
  expect(await notificationsOf(waiting.id)).not.toContain(`request-outcome → ${engineer.id}`);
});

test('where nothing is left, nothing is done and nothing recorded', async () => {
  await end();
  expect(await end()).toMatchObject({ ended: 0, cancelled: 0 });
  expect(await eventsNamed(organization.id, 'end-person-access')).toHaveLength(1);
});

test('R12: what has expired by the clock is not revoked, and what has timed out is not cancelled', async () => {
  await pass(60 * 25);
  expect(await end()).toMatchObject({ ended: 0, cancelled: 0 });
  expect(await stateOf(waiting)).toMatchObject({ state: 'Lapsed' });
});

test('R7: an approval at the same moment leaves no access behind', async () => {
  const approve = reviewRequest(admin.ctx, { requestId: waiting.id, decision: 'approve' });
  const [, ended] = await Promise.allSettled([approve, end()]);
  expect(ended.status).toBe('fulfilled');
  const { state, grant } = await stateOf(waiting);
  expect(state === 'Cancelled' || grant?.state === 'Revoked').toBe(true);
});

test('another user, another organization and an account in Slack that is not linked end nothing', async () => {
  const dba = await signIn(organization, 'dba@acme.test');
  await refusal(end(dba), 'not-found');
  await refusal(end((await makeOrganization()).admin), 'not-found');
  const slack = inSlack(admin, organization.teamId, 'UOTHER');
  await refusal(endPersonAccess(slack, { userId: engineer.id }), 'not-linked');
  expect((await stateOf(live)).grant).toMatchObject({ state: 'Active' });
});
