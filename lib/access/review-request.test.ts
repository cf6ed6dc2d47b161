import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { RequestView } from '@/lib/core/access/request';
import { database } from '@/lib/db/client';
import { setRole } from '@/lib/directory/set-role';
import { setUserEnabled } from '@/lib/directory/set-user-enabled';
import { countJobs, eventsNamed, eventsOf, notificationsOf, refusal } from '@/test/assertions';
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
import { reviewRequest } from './review-request';
import { submitRequest } from './submit-request';

const { pass } = useDatabase();
let organization: TestOrganization;
let admin: TestPerson;
let engineer: TestPerson;
let request: RequestView;

beforeAll(async () => {
  organization = await makeOrganization();
  admin = organization.admin;
  engineer = await signIn(organization, 'engineer@acme.test');
});

beforeEach(async () => {
  const { target } = await makeRequestable(organization, [engineer]);
  request = await submitRequest(engineer.ctx, asRoot(target));
});

const approve = () => ({ requestId: request.id, decision: 'approve' as const });
const deny = (reason?: string) => ({
  requestId: request.id,
  decision: 'deny' as const,
  ...(reason && { reason }),
});

test('R9: the clock starts at the decision, not at the request', async () => {
  await pass(30);
  const approved = await reviewRequest(admin.ctx, approve());
  expect(approved).toMatchObject({ state: 'Approved', decidedBy: { id: admin.id }, selfApproved: false });
  expect(approved.grant?.startsAt).toEqual(approved.decidedAt);
  expect(approved.grant?.expiresAt.getTime()).toBe((approved.decidedAt?.getTime() ?? 0) + 60 * 60_000);
  expect(await countJobs('expire-grant', { requestId: request.id })).toBe(1);
});

test('R13: a decision is recorded once and told to the requester and the log, and every card is rewritten', async () => {
  await reviewRequest(admin.ctx, approve());
  expect(await eventsOf(request.id)).toEqual(['submit-request', 'review-request']);
  expect(await notificationsOf(request.id)).toEqual([
    'log-outcome → log',
    `request-card → ${admin.id}`,
    `request-outcome → ${engineer.id}`,
    `request-status → ${engineer.id}`,
  ]);
  const messages = await database().prisma.slackMessage.findMany({ where: { requestId: request.id } });
  for (const { id, kind } of messages) {
    const isCopy = kind === 'request-card' || kind === 'request-status';
    expect(await countJobs('deliver-slack', { messageId: id })).toBe(isCopy ? 2 : 1);
  }
});

test('R10: a denial carries its reason, and gives nothing', async () => {
  const denied = await reviewRequest(admin.ctx, deny('Use the read replica'));
  expect(denied).toMatchObject({ state: 'Denied', decisionReason: 'Use the read replica', grant: null });
  const [event] = (await eventsNamed(organization.id, 'review-request')).slice(-1);
  expect(event?.data).toMatchObject({ decision: 'deny', reason: 'Use the read replica' });
});

test('R3: a person who was denied can request again', async () => {
  await reviewRequest(admin.ctx, deny());
  await submitRequest(engineer.ctx, asRoot(request.target));
});

test('R6: nobody decides their own request, nor denies it', async () => {
  const { target } = await makeRequestable(organization, [admin]);
  request = await submitRequest(admin.ctx, asRoot(target));
  await refusal(reviewRequest(admin.ctx, approve()), 'own-request');
  await refusal(reviewRequest(admin.ctx, deny()), 'own-request');
});

test('R6: where the organization allows it they do, and the log says so', async () => {
  const lone = await makeOrganization();
  await database().prisma.organization.update({ where: { id: lone.id }, data: { selfApproval: true } });
  const { target } = await makeRequestable(lone, [lone.admin]);
  request = await submitRequest(lone.admin.ctx, asRoot(target));
  expect(await notificationsOf(request.id)).toContain(`request-card → ${lone.admin.id}`);
  const approved = await reviewRequest(lone.admin.ctx, approve());
  expect(approved.selfApproved).toBe(true);
  const [event] = await eventsNamed(lone.id, 'review-request');
  expect(event?.data).toMatchObject({ selfApproved: true });
});

test('R6: a user decides nothing', async () => {
  const user = await signIn(organization, 'user@acme.test');
  await refusal(reviewRequest(user.ctx, approve()), 'forbidden');
});

test('a request of another organization does not exist', async () => {
  const stranger = (await makeOrganization()).admin;
  await refusal(reviewRequest(stranger.ctx, approve()), 'not-found');
  expect(await eventsOf(request.id)).toEqual(['submit-request']);
});

test('R8: an admin who was demoted, or disabled, since the card was posted decides nothing', async () => {
  const second = await signIn(organization, 'second@acme.test');
  await setRole(admin.ctx, { userId: second.id, role: 'Admin' });
  await setRole(admin.ctx, { userId: second.id, role: 'User' });
  await refusal(reviewRequest(second.ctx, approve()), 'forbidden');
  await setRole(admin.ctx, { userId: second.id, role: 'Admin' });
  await setUserEnabled(admin.ctx, { userId: second.id, enabled: false });
  await refusal(reviewRequest(second.ctx, approve()), 'not-signed-in');
});

test('R17: in Slack only a linked account decides; an email is not enough', async () => {
  const { teamId } = organization;
  await refusal(reviewRequest(inSlack(admin, teamId, 'USOMEBODY'), approve()), 'not-linked');
  await refusal(reviewRequest(inSlack(admin, 'T-OTHER', 'UADMIN'), approve()), 'not-linked');
  await refusal(reviewRequest({ ...admin.ctx, via: 'slack' }, deny()), 'not-linked');
  const approved = await reviewRequest(inSlack(admin, teamId, 'UADMIN'), approve());
  expect(approved.state).toBe('Approved');
  expect((await eventsNamed(organization.id, 'review-request')).at(-1)).toMatchObject({
    via: 'slack',
    actorName: 'admin@acme.test',
  });
});

test('R9: a decision after the time-out is refused, and the request times out', async () => {
  await pass(24 * 60);
  const error = await refusal(reviewRequest(admin.ctx, approve()), 'already-decided');
  expect(error.message).toBe('Already timed out.');
  expect(await eventsOf(request.id)).toEqual(['submit-request', 'lapse-request']);
});
