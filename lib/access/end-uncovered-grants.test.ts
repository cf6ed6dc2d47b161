import { beforeAll, beforeEach, expect, test } from 'vitest';
import { systemContext } from '@/lib/context';
import type { GrantEndReason } from '@/lib/core/access/grant';
import type { RequestView } from '@/lib/core/access/request';
import { database } from '@/lib/db/client';
import { lockForRuleChange } from '@/lib/db/locks';
import { inTransaction } from '@/lib/db/transaction';
import { setUserEnabled } from '@/lib/directory/set-user-enabled';
import { createPolicy } from '@/lib/policies/create-policy';
import { deletePolicy } from '@/lib/policies/delete-policy';
import { updatePolicy } from '@/lib/policies/update-policy';
import { eventsNamed, notificationsOf } from '@/test/assertions';
import {
  asRoot,
  childDraft,
  jitPolicyDraft,
  makeEnvironment,
  makeOrganization,
  makeTarget,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { endUncoveredGrants } from './end-uncovered-grants';
import { getRequest } from './get-request';
import { submitRequest } from './submit-request';

useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;
let request: RequestView;
let child: { id: string; name: string; environmentId: string };
let jit: { id: string; name: string };

beforeAll(async () => {
  organization = await makeOrganization();
});

beforeEach(async () => {
  engineer = await signIn(organization, 'engineer@acme.test', ['Engineering']);
  const { admin } = organization;
  const target = await makeTarget(organization.id);
  const { environmentId } = target;
  child = {
    ...(await createPolicy(admin.ctx, childDraft({ environmentIds: [environmentId] }))),
    environmentId,
  };
  jit = await createPolicy(admin.ctx, jitPolicyDraft({ ...givenTo(), automaticallyApproved: true }));
  request = await submitRequest(engineer.ctx, asRoot(target));
});

const givenTo = () => ({ groupIds: ['Engineering'], childIds: [child.id] });
const version = 1;
const grantNow = async () =>
  (await getRequest(organization.admin.ctx, { requestId: request.id })).request.grant;
const change = (policy: { id: string; name: string }, draft: object) =>
  updatePolicy(organization.admin.ctx, { policyId: policy.id, version, ...draft, name: policy.name });
const childAs = (changes: object) => ({
  ...childDraft({ environmentIds: [child.environmentId], ...changes }),
});

test('R11: the end is recorded, and everybody who was notified of the start is notified', async () => {
  await change(jit, jitPolicyDraft({ childIds: [child.id], automaticallyApproved: true }));
  expect(await grantNow()).toMatchObject({
    state: 'Invalidated',
    endReason: 'PolicyEdited',
    endedBy: { email: 'admin@acme.test' },
  });
  const [event] = (await eventsNamed(organization.id, 'invalidate-grant')).slice(-1);
  expect(event).toMatchObject({
    requestId: request.id,
    data: { why: 'the policy was changed and no longer covers it' },
  });
  const notifications = await notificationsOf(request.id);
  expect(notifications).toEqual(expect.arrayContaining([`request-end → ${engineer.id}`, 'log-end → log']));
  await change({ ...jit }, { ...jitPolicyDraft(givenTo()), version: 2 });
  expect((await grantNow())?.state).toBe('Invalidated');
});

const uncovering: [string, GrantEndReason, () => Promise<unknown>][] = [
  [
    'the child lists another target user',
    'PolicyEdited',
    () => change(child, childAs({ targetUsers: ['deploy'] })),
  ],
  ['the child lists another verb', 'PolicyEdited', () => change(child, childAs({ verbs: ['RDP'] }))],
  [
    'the child covers another environment',
    'PolicyEdited',
    async () => change(child, childAs({ environmentIds: [await makeEnvironment(organization.id)] })),
  ],
  [
    'the child is taken out of the policy',
    'PolicyEdited',
    async () => {
      const other = await createPolicy(organization.admin.ctx, childAs({}));
      await change(jit, jitPolicyDraft({ ...givenTo(), childIds: [other.id] }));
    },
  ],
  [
    'the policy is deleted',
    'PolicyDeleted',
    () => deletePolicy(organization.admin.ctx, { policyId: jit.id }),
  ],
  ['the person leaves the group', 'LeftGroup', () => signIn(organization, 'engineer@acme.test', [])],
  [
    'the person is disabled',
    'PersonDisabled',
    async () => {
      await setUserEnabled(organization.admin.ctx, { userId: engineer.id, enabled: false });
      // Enabled again for the next test; what has ended stays so.
      await setUserEnabled(organization.admin.ctx, { userId: engineer.id, enabled: true });
    },
  ],
  [
    'the target is archived',
    'TargetRetired',
    async () => {
      await database().prisma.target.update({
        where: { id: request.target.id },
        data: { status: 'Terminated' },
      });
      await sweep();
    },
  ],
  [
    'the target moves to another environment',
    'TargetMoved',
    async () => {
      const environmentId = await makeEnvironment(organization.id);
      await database().prisma.target.update({ where: { id: request.target.id }, data: { environmentId } });
      await sweep();
    },
  ],
];
test.each(uncovering)('R11: access ends when %s', async (_, why, work) => {
  await work();
  const grant = await grantNow();
  expect(grant?.state).toBe('Invalidated');
  expect(grant?.endReason).toBe(why);
});

const leaving: [string, () => Promise<unknown>][] = [
  [
    'another policy is edited',
    async () => {
      const other = await createPolicy(organization.admin.ctx, jitPolicyDraft(givenTo()));
      await change(other, jitPolicyDraft({ childIds: [child.id] }));
    },
  ],
  ['the policy gets shorter', () => change(jit, jitPolicyDraft({ ...givenTo(), duration: 1 }))],
  ['the policy is no longer automatic', () => change(jit, jitPolicyDraft(givenTo()))],
  [
    'the child covers more',
    () => change(child, childAs({ targetUsers: ['deploy', 'root'], verbs: ['Shell', 'RDP'] })),
  ],
  [
    'the person joins another group',
    () => signIn(organization, 'engineer@acme.test', ['Engineering', 'Sales']),
  ],
  [
    'somebody else is disabled',
    async () => {
      const other = await signIn(organization, 'other@acme.test');
      await setUserEnabled(organization.admin.ctx, { userId: other.id, enabled: false });
      await setUserEnabled(organization.admin.ctx, { userId: other.id, enabled: true });
    },
  ],
];
test.each(leaving)('access stays when %s', async (_, work) => {
  await work();
  expect(await grantNow()).toMatchObject({ state: 'Active', endedAt: null });
  expect((await grantNow())?.expiresAt).toEqual(request.grant?.expiresAt);
});

async function sweep() {
  await inTransaction(async (tx) => {
    await lockForRuleChange(tx, organization.id);
    await endUncoveredGrants(tx, systemContext(organization.id, 'a test', 'clock'));
  });
}
