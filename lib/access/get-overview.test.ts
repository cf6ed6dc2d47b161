import { expect, test } from 'vitest';
import { systemContext } from '@/lib/context';
import { database } from '@/lib/db/client';
import { refusal } from '@/test/assertions';
import { asRoot, makeOrganization, makeRequestable, makeTarget, signIn } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { cancelRequest } from './cancel-request';
import { countAdminWork } from './count-admin-work';
import { getOverview } from './get-overview';
import { getRequest } from './get-request';
import { reviewRequest } from './review-request';
import { submitRequest } from './submit-request';

useDatabase();

test('an empty organization has no step of its set-up done, and each step is done as soon as it is', async () => {
  const organization = await makeOrganization(false);
  const progress = async () => (await getOverview(organization.admin.ctx)).setup;
  const none = {
    slack: false,
    target: false,
    access: false,
    requesters: false,
    secondAdmin: false,
    request: false,
  };
  expect(await progress()).toEqual(none);
  expect((await getOverview(organization.admin.ctx)).failedMessages).toBeNull();
  await makeTarget(organization.id);
  expect(await progress()).toEqual({ ...none, target: true });
  const second = await signIn(organization, 'second@acme.test');
  await database().prisma.user.update({ where: { id: second.id }, data: { role: 'Admin' } });
  expect(await progress()).toEqual({ ...none, target: true, secondAdmin: true });

  const complete = await makeOrganization();
  const { target } = await makeRequestable(complete, [complete.admin]);
  await submitRequest(complete.admin.ctx, asRoot(target));
  expect((await getOverview(complete.admin.ctx)).setup).toEqual({
    ...none,
    slack: true,
    target: true,
    access: true,
    requesters: true,
    request: true,
  });
});

test('counts what is pending, active, settled and still accepted, of one organization', async () => {
  const organization = await makeOrganization();
  const engineer = await signIn(organization, 'engineer@acme.test');
  const reviewed = await makeRequestable(organization, [engineer]);
  const dropped = await makeRequestable(organization, [engineer]);
  const automatic = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  const { admin } = organization;
  expect(await countAdminWork(admin.ctx)).toMatchObject({ pending: 0, newestAt: null, stillOpen: 0 });

  const live = await submitRequest(engineer.ctx, asRoot(automatic.target));
  const pending = await submitRequest(engineer.ctx, asRoot(reviewed.target));
  const work = await countAdminWork(admin.ctx);
  expect(work).toMatchObject({ pending: 1, newestAt: pending.createdAt.getTime() });
  expect(work.at).toBeGreaterThanOrEqual(pending.createdAt.getTime());
  await cancelRequest(engineer.ctx, {
    requestId: (await submitRequest(engineer.ctx, asRoot(dropped.target))).id,
  });
  await reviewRequest(admin.ctx, { requestId: pending.id, decision: 'approve' });
  await database().prisma.revocationCheck.create({
    data: { requestId: live.id, organizationId: organization.id, state: 'StillOpen', detail: 'accepted' },
  });

  const overview = await getOverview(admin.ctx);
  expect(overview.pending.total).toBe(0);
  expect(overview.active.requests.map(({ id }) => id)).toEqual([pending.id, live.id]);
  expect(overview.stillOpen.map(({ id }) => id)).toEqual([live.id]);
  expect(overview.days).toHaveLength(30);
  expect(overview.days.at(-1)).toMatchObject({ automatic: 1, approved: 1, denied: 0, dropped: 1 });
  expect(overview.decisionTimes?.median).toBeGreaterThanOrEqual(0);
  expect((await countAdminWork(admin.ctx)).stillOpen).toBe(1);

  const other = await getOverview((await makeOrganization()).admin.ctx);
  expect(other).toMatchObject({ openSessions: 0, stillOpen: [], decisionTimes: null });
  expect(other.active.total + other.days.reduce((sum, day) => sum + day.automatic + day.dropped, 0)).toBe(0);
});

test('only an admin sees it, and nobody who is no person', async () => {
  const organization = await makeOrganization();
  const engineer = await signIn(organization, 'engineer@acme.test');
  for (const use of [getOverview, countAdminWork]) {
    await refusal(use(engineer.ctx), 'forbidden');
    await refusal(use(systemContext(organization.id, 'clock', 'clock')), 'not-signed-in');
  }
});

test('who can decide a pending request sees what the requester has and who else has the target', async () => {
  const organization = await makeOrganization();
  const engineer = await signIn(organization, 'engineer@acme.test');
  const dba = await signIn(organization, 'dba@acme.test');
  const reviewed = await makeRequestable(organization, [engineer, dba]);
  const automatic = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  const { admin } = organization;
  const first = await submitRequest(engineer.ctx, asRoot(reviewed.target));
  await cancelRequest(engineer.ctx, { requestId: first.id });
  const theirs = await submitRequest(dba.ctx, asRoot(reviewed.target));
  await reviewRequest(admin.ctx, { requestId: theirs.id, decision: 'approve' });
  await submitRequest(engineer.ctx, asRoot(automatic.target));
  const pending = await submitRequest(engineer.ctx, asRoot(reviewed.target));
  const context = async (who = admin, requestId = pending.id) =>
    (await getRequest(who.ctx, { requestId })).context;
  expect(await context()).toEqual({
    recentRequests: 1,
    holders: ['dba@acme.test'],
    holderCount: 1,
    access: [automatic.target.name],
    accessCount: 1,
  });
  expect(await context(engineer)).toBeNull();
  expect(await context(admin, theirs.id)).toBeNull();
});
