import { beforeAll, describe, expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { createPolicy } from '@/lib/policies/create-policy';
import { removeInstallation } from '@/lib/slack-installation/remove-installation';
import { countJobs, eventsOf, notificationsOf, refusal } from '@/test/assertions';
import {
  asRoot,
  childDraft,
  jitPolicyDraft,
  makeOrganization,
  makeRequestable,
  makeTarget,
  signIn,
  type TestOrganization,
  type TestPerson,
  uniqueName,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { endGrant } from './end-grant';
import { submitRequest } from './submit-request';

const { pass } = useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test', ['Engineering']);
});

test('R13: a request is stored with its event, its messages and its jobs', async () => {
  const { target, child, jit } = await makeRequestable(organization, [engineer], { duration: 30 });
  const request = await submitRequest(engineer.ctx, { ...asRoot(target), reason: '  The disk is full  ' });
  expect(request).toMatchObject({
    state: 'Pending',
    revision: 1,
    requester: { email: 'engineer@acme.test' },
    target: { id: target.id, name: target.name },
    targetUser: 'root',
    verb: 'Shell',
    reason: 'The disk is full',
    automatic: false,
    duration: 30,
    policy: { id: jit.id, version: 1 },
    child: { id: child.id },
    decidedAt: null,
    grant: null,
  });
  expect(request.lapsesAt?.getTime()).toBe(request.createdAt.getTime() + 86_400_000);
  expect(await eventsOf(request.id)).toEqual(['submit-request']);
  expect(await notificationsOf(request.id)).toEqual([
    `request-card → ${organization.admin.id}`,
    `request-status → ${engineer.id}`,
  ]);
  expect(await countJobs('lapse-request', { requestId: request.id })).toBe(1);
});

test('R9: an automatic grant starts now and ends its duration later', async () => {
  const { target } = await makeRequestable(organization, [engineer], {
    automaticallyApproved: true,
    duration: 5,
  });
  const request = await submitRequest(engineer.ctx, asRoot(target));
  expect(request).toMatchObject({ state: 'Approved', automatic: true, lapsesAt: null, decidedBy: null });
  expect(request.grant?.state).toBe('Active');
  expect(request.grant?.startsAt).toEqual(request.decidedAt);
  expect(request.grant?.expiresAt.getTime()).toBe((request.decidedAt?.getTime() ?? 0) + 5 * 60_000);
  expect(await notificationsOf(request.id)).toEqual([`log-outcome → log`, `request-status → ${engineer.id}`]);
  expect(await countJobs('expire-grant', { requestId: request.id })).toBe(1);
});

test('R9: a shorter duration can be requested, and none that is longer than the policy allows', async () => {
  const { target } = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  const { faults } = await refusal(
    submitRequest(engineer.ctx, { ...asRoot(target), duration: 61 }),
    'not-requestable',
  );
  expect(faults).toEqual([{ path: 'duration', message: 'Access lasts at most 1 hour.' }]);
  const { duration, grant, decidedAt } = await submitRequest(engineer.ctx, {
    ...asRoot(target),
    duration: 15,
  });
  expect(duration).toBe(15);
  expect(grant?.expiresAt.getTime()).toBe((decidedAt?.getTime() ?? 0) + 15 * 60_000);
});

test('R11: a grant ends no later than the policy that gives it', async () => {
  const timeExpires = new Date(Date.now() + 10 * 60_000);
  const { target } = await makeRequestable(organization, [engineer], {
    automaticallyApproved: true,
    timeExpires,
  });
  const request = await submitRequest(engineer.ctx, asRoot(target));
  expect(request.grant?.expiresAt).toEqual(timeExpires);
});

test('R2: of several policies the automatic one decides, and its version is stored', async () => {
  const { target, child } = await makeRequestable(organization, [engineer], { duration: 5 });
  const draft = { subjectIds: [engineer.id], childIds: [child.id] };
  const automatic = await createPolicy(
    organization.admin.ctx,
    jitPolicyDraft({ ...draft, automaticallyApproved: true, duration: 600 }),
  );
  const request = await submitRequest(engineer.ctx, asRoot(target));
  expect(request).toMatchObject({ automatic: true, duration: 600, policy: { id: automatic.id, version: 1 } });
});

test('R6: an admin who asks is not asked to decide it', async () => {
  const { target } = await makeRequestable(organization, [organization.admin]);
  const request = await submitRequest(organization.admin.ctx, asRoot(target));
  expect(await notificationsOf(request.id)).toEqual([`request-status → ${organization.admin.id}`]);
});

describe('R1: what is not covered is refused at its field', () => {
  const rows = [
    [
      'another target user',
      { targetUser: 'deploy' },
      'targetUser',
      'deploy is not offered. You can request root.',
    ],
    ['no target user', { targetUser: null }, 'targetUser', 'Choose one. You can request root.'],
    ['groups on a server', { targetGroups: ['ops'] }, 'targetGroups', 'ops is not offered as root.'],
    ['another verb', { verb: 'RDP' }, 'verb', 'RDP is not offered as root. You can request Shell.'],
    ['no verb', { verb: null }, 'verb', 'Choose one as root. You can request Shell.'],
  ] as const;
  test.each(rows)('%s', async (_, change, path, message) => {
    const { target } = await makeRequestable(organization, [engineer]);
    const { faults } = await refusal(
      submitRequest(engineer.ctx, { ...asRoot(target), ...change }),
      'not-requestable',
    );
    expect(faults).toEqual([{ path, message }]);
  });

  test('a target that no policy covers for this person', async () => {
    const { target } = await makeRequestable(organization, [organization.admin]);
    const error = await refusal(submitRequest(engineer.ctx, asRoot(target)), 'not-requestable');
    expect(error).toMatchObject({
      faults: [],
      message: `You can no longer request access to ${target.name}. Ask an admin to add you to a policy.`,
    });
  });

  test('a policy past its end', async () => {
    const timeExpires = new Date(Date.now() + 60_000);
    const { target } = await makeRequestable(organization, [engineer], { timeExpires });
    await pass(2);
    await refusal(submitRequest(engineer.ctx, asRoot(target)), 'not-requestable');
  });

  test('an archived target, and one of another organization, are not found', async () => {
    const { target } = await makeRequestable(organization, [engineer]);
    await database().prisma.target.update({ where: { id: target.id }, data: { status: 'Terminated' } });
    await refusal(submitRequest(engineer.ctx, asRoot(target)), 'not-found');
    const other = await makeOrganization();
    await refusal(submitRequest(engineer.ctx, asRoot(await makeTarget(other.id))), 'not-found');
  });

  test.each([
    ['an empty reason', { reason: '   ' }, 'reason'],
    ['a reason of more than 1000 characters', { reason: 'x'.repeat(1001) }, 'reason'],
    ['a target that is no id', { targetId: 'prod-web' }, 'targetId'],
    ['a verb that does not exist', { verb: 'Reboot' }, 'verb'],
    ['a character that cannot be stored', { reason: 'a\u0000b' }, 'reason'],
    ['half a character', { reason: 'a\ud83d' }, 'reason'],
    ['a group that cannot be stored', { targetGroups: ['a', 'b\u0000'] }, 'targetGroups[1]'],
  ])('%s is invalid', async (_, change, path) => {
    const { target } = await makeRequestable(organization, [engineer]);
    const error = await refusal(submitRequest(engineer.ctx, { ...asRoot(target), ...change }), 'invalid');
    expect(error.faults.map((fault) => fault.path)).toEqual([path]);
  });
});

test('R1: a person in a group of the policy can request, and a cluster has target groups', async () => {
  const target = await makeTarget(organization.id, { type: 'Cluster' });
  const child = await createPolicy(organization.admin.ctx, {
    ...childDraft({ environmentIds: [target.environmentId], targetUsers: ['admin'] }),
    type: 'Kubernetes',
    verbs: [],
    targetGroups: ['system:masters'],
  });
  await createPolicy(
    organization.admin.ctx,
    jitPolicyDraft({ groupIds: ['Engineering'], childIds: [child.id], name: uniqueName('cluster') }),
  );
  const spec = { targetId: target.id, targetUser: 'admin', verb: null, reason: 'why' };
  await refusal(submitRequest(engineer.ctx, { ...spec, targetGroups: ['viewers'] }), 'not-requestable');
  const { faults } = await refusal(
    submitRequest(engineer.ctx, { ...spec, targetGroups: [] }),
    'not-requestable',
  );
  const message = 'Choose one as admin. You can request system:masters.';
  expect(faults).toEqual([{ path: 'targetGroups', message }]);
  const request = await submitRequest(engineer.ctx, {
    ...spec,
    targetGroups: ['system:masters', 'system:masters'],
  });
  expect(request.targetGroups).toEqual(['system:masters']);
});

test('R4: nothing is requestable while Slack is not integrated', async () => {
  const resting = await makeOrganization();
  const person = await signIn(resting, 'engineer@acme.test');
  const { target } = await makeRequestable(resting, [person]);
  await removeInstallation(resting.admin.ctx);
  const error = await refusal(submitRequest(person.ctx, asRoot(target)), 'not-integrated');
  expect(error.message).toBe('Requests are paused until Slack is connected. Ask an admin to connect it.');
});

test('R3: a person who ends the first early can request again', async () => {
  const { target } = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  const first = await submitRequest(engineer.ctx, asRoot(target));
  await endGrant(engineer.ctx, { requestId: first.id });
  const second = await submitRequest(engineer.ctx, asRoot(target));
  expect(second.id).not.toBe(first.id);
});
