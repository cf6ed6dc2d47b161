import { beforeAll, beforeEach, expect, test } from 'vitest';
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
import { endGrant } from './end-grant';
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
  const { target } = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  request = await submitRequest(engineer.ctx, asRoot(target));
});

test('R11: its owner ends access early; the log is told, and their own message shows it', async () => {
  const ended = await endGrant(engineer.ctx, { requestId: request.id });
  expect(ended.grant).toMatchObject({ state: 'Relinquished', endedBy: { id: engineer.id } });
  expect(ended.revision).toBeGreaterThan(request.revision);
  expect(await eventsOf(request.id)).toEqual(['submit-request', 'end-grant']);
  expect(await notificationsOf(request.id)).toEqual([
    'log-end → log',
    'log-outcome → log',
    `request-status → ${engineer.id}`,
  ]);
});

test('R11: an admin revokes it', async () => {
  const ended = await endGrant(organization.admin.ctx, { requestId: request.id });
  expect(ended.grant).toMatchObject({ state: 'Revoked', endedBy: { id: organization.admin.id } });
  expect((await eventsNamed(organization.id, 'end-grant')).at(-1)?.data).toMatchObject({ by: 'admin' });
  expect(await notificationsOf(request.id)).toContain(`request-end → ${engineer.id}`);
});

test('R17: in Slack an admin needs a linked account to revoke, an owner none to end', async () => {
  const unlinked = inSlack(organization.admin, organization.teamId, 'USOMEBODY');
  await refusal(endGrant(unlinked, { requestId: request.id }), 'not-linked');
  const ended = await endGrant(inSlack(engineer, organization.teamId, 'UENGINEER'), {
    requestId: request.id,
  });
  expect(ended.grant?.state).toBe('Relinquished');
});

test('to anybody else it does not exist', async () => {
  const colleague = await signIn(organization, 'colleague@acme.test');
  await refusal(endGrant(colleague.ctx, { requestId: request.id }), 'not-found');
  const stranger = (await makeOrganization()).admin;
  await refusal(endGrant(stranger.ctx, { requestId: request.id }), 'not-found');
});

test('it ends once, though owner and admin press at the same time', async () => {
  const ends = [engineer, organization.admin, engineer, organization.admin].map(({ ctx }) =>
    endGrant(ctx, { requestId: request.id }),
  );
  const outcomes = await Promise.allSettled(ends);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'already-ended' });
  expect(await eventsOf(request.id)).toEqual(['submit-request', 'end-grant']);
});

test('R12: access that has expired by the clock is not ended again', async () => {
  await pass(60);
  const error = await refusal(endGrant(engineer.ctx, { requestId: request.id }), 'already-ended');
  expect(error.message).toBe('This access is not active: expired.');
});

test('a request that still waits has no access to end', async () => {
  const { target } = await makeRequestable(organization, [engineer]);
  const waiting = await submitRequest(engineer.ctx, asRoot(target));
  await refusal(endGrant(engineer.ctx, { requestId: waiting.id }), 'already-ended');
});
