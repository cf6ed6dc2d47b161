import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test, vi } from 'vitest';
import { database } from '@/lib/db/client';
import { countRows, eventsOf, notificationsOf, refusal } from '@/test/assertions';
import { countWaiting } from '@/test/count-waiting';
import { withClient } from '@/test/database-address';
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
import * as notifications from './notify';
import { reviewRequest } from './review-request';
import { submitRequest } from './submit-request';

const { pass, urls } = useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
});

test('R3: of ten attempts at once one is stored, and the others are told which', async () => {
  const { target } = await makeRequestable(organization, [engineer]);
  const attempts = Array.from({ length: 10 }, () => submitRequest(engineer.ctx, asRoot(target)));
  const outcomes = await Promise.allSettled(attempts);
  const stored = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  expect(stored).toHaveLength(1);
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(new Set(refused.map(({ code, requestId }) => `${code} ${requestId}`))).toEqual(
    new Set([`already-open ${stored[0]?.id}`]),
  );
  expect(await database().prisma.accessRequest.count({ where: { targetId: target.id } })).toBe(1);
  expect(await eventsOf(stored[0]?.id ?? '')).toEqual(['submit-request']);
});

test('R3: the error of a second attempt says whether the first is pending or active', async () => {
  const { target } = await makeRequestable(organization, [engineer]);
  const first = await submitRequest(engineer.ctx, asRoot(target));
  const waiting = await refusal(submitRequest(engineer.ctx, asRoot(target)), 'already-open');
  expect(waiting.requestId).toBe(first.id);
  expect(waiting.message).toContain('still pending');
  await reviewRequest(organization.admin.ctx, { requestId: first.id, decision: 'approve' });
  const live = await refusal(submitRequest(engineer.ctx, asRoot(target)), 'already-open');
  expect(live).toMatchObject({ requestId: first.id });
  expect(live.message).toContain('You already have access');
});

test('R3: other people and other targets are not held up', async () => {
  const colleague = await signIn(organization, 'colleague@acme.test');
  const { target } = await makeRequestable(organization, [engineer, colleague]);
  const { target: other } = await makeRequestable(organization, [engineer]);
  await submitRequest(engineer.ctx, asRoot(target));
  await submitRequest(colleague.ctx, asRoot(target));
  await submitRequest(engineer.ctx, asRoot(other));
});

test('R3: a request that waited while the access before it ended starts after that end', async () => {
  const { target } = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  const first = await submitRequest(engineer.ctx, asRoot(target));
  const next = await withClient(urls().url, async (holder) => {
    await holder.query('BEGIN');
    const key = `rules ${organization.id}`;
    await holder.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    const waiting = submitRequest(engineer.ctx, asRoot(target));
    await expect.poll(countWaiting).toBe(1);
    await endGrant(engineer.ctx, { requestId: first.id });
    await holder.query('ROLLBACK');
    return waiting;
  });
  const grants = await database().prisma.grant.findMany({
    where: { targetId: target.id },
    orderBy: { startsAt: 'asc' },
  });
  expect(grants.map(({ requestId }) => requestId)).toEqual([first.id, next.id]);
  expect(grants[1]?.startsAt).toEqual(grants[0]?.endedAt);
});

test('R3: the database refuses a second active grant of a person for a target', async () => {
  const { target } = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  const { id } = await submitRequest(engineer.ctx, asRoot(target));
  const { target: other } = await makeRequestable(organization, [engineer]);
  const { id: requestId } = await submitRequest(engineer.ctx, asRoot(other));
  const active = await database().prisma.grant.findUniqueOrThrow({ where: { requestId: id } });
  const data = { ...active, id: randomUUID(), requestId };
  await expect(database().prisma.grant.create({ data })).rejects.toThrow('grant_active_once');
});

test('R12: access that has expired blocks nothing, though no worker ran, and its requester is notified', async () => {
  const { target } = await makeRequestable(organization, [engineer], {
    automaticallyApproved: true,
    duration: 5,
  });
  const first = await submitRequest(engineer.ctx, asRoot(target));
  await pass(5);
  const second = await submitRequest(engineer.ctx, asRoot(target));
  expect(second.state).toBe('Approved');
  expect(await eventsOf(first.id)).toEqual(['submit-request', 'expire-grant']);
  expect(await notificationsOf(first.id)).toContain(`request-end → ${engineer.id}`);
});

test('R9: a request that nobody decided in time blocks nothing, and times out', async () => {
  const { target } = await makeRequestable(organization, [engineer]);
  const first = await submitRequest(engineer.ctx, asRoot(target));
  await pass(24 * 60);
  await submitRequest(engineer.ctx, asRoot(target));
  expect(await eventsOf(first.id)).toEqual(['submit-request', 'lapse-request']);
});

test('R13: what fails at the very end leaves nothing behind: no row, no event, no message, no job', async () => {
  const { target } = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  const before = await countRows();
  const notification = vi
    .spyOn(notifications, 'notifyOutcome')
    .mockRejectedValueOnce(new Error('the power is out'));
  await expect(submitRequest(engineer.ctx, asRoot(target))).rejects.toThrow('the power is out');
  expect(notification).toHaveBeenCalledOnce();
  expect(await countRows()).toEqual(before);
});
