import { beforeAll, expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { createPolicy } from '@/lib/policies/create-policy';
import { deletePolicy } from '@/lib/policies/delete-policy';
import { updatePolicy } from '@/lib/policies/update-policy';
import {
  asRoot,
  childDraft,
  jitPolicyDraft,
  makeOrganization,
  makeRequestable,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { getRequest } from './get-request';
import { reviewRequest } from './review-request';
import { submitRequest } from './submit-request';

useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test', ['Engineering']);
});

test('R2: a request stores why, also what nearly covered it and who could decide', async () => {
  const { target, child, jit } = await makeRequestable(organization, [engineer]);
  const { admin } = organization;
  const files = await createPolicy(
    admin.ctx,
    childDraft({ targetIds: [target.id], verbs: ['FileTransfer'] }),
  );
  const near = await createPolicy(
    admin.ctx,
    jitPolicyDraft({ groupIds: ['Engineering'], childIds: [files.id], duration: 5 }),
  );
  const others = await createPolicy(admin.ctx, jitPolicyDraft({ childIds: [child.id] }));
  const { receipt } = await submitRequest(engineer.ctx, asRoot(target));
  expect(receipt?.asked).toMatchObject({
    rule: { policyId: jit.id, policy: jit.name, version: 1, childId: child.id, automatic: false },
    nearly: [
      { policyId: near.id, why: 'verb', gives: ['File transfer'] },
      { policyId: others.id, why: 'not-a-subject' },
    ],
    deciders: { count: 1, some: ['admin@acme.test'] },
    groupIds: ['Engineering'],
  });
});

test('R8: the approval adds what the policies said then', async () => {
  const { target, jit, child } = await makeRequestable(organization, [engineer]);
  const request = await submitRequest(engineer.ctx, asRoot(target));
  const draft = jitPolicyDraft({ subjectIds: [engineer.id], childIds: [child.id], duration: 30 });
  await updatePolicy(organization.admin.ctx, { ...draft, policyId: jit.id, version: 1 });
  const approved = await reviewRequest(organization.admin.ctx, {
    requestId: request.id,
    decision: 'approve',
  });
  expect(approved.receipt?.asked.rule).toMatchObject({ version: 1, duration: 60 });
  expect(approved.receipt?.approved?.rule).toMatchObject({ version: 2, duration: 30 });
});

test('it stays readable when the policy is renamed or deleted', async () => {
  const { target, jit } = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  const { id } = await submitRequest(engineer.ctx, asRoot(target));
  await deletePolicy(organization.admin.ctx, { policyId: jit.id });
  const { request } = await getRequest(engineer.ctx, { requestId: id });
  expect(request.receipt?.asked).toMatchObject({ rule: { policy: jit.name }, deciders: null });
});

test('a request without a receipt, or with one that nobody can read, is told as before', async () => {
  const { target } = await makeRequestable(organization, [engineer]);
  const { id } = await submitRequest(engineer.ctx, asRoot(target));
  await database().prisma.accessRequest.update({ where: { id }, data: { receipt: { asked: 'garbled' } } });
  expect((await getRequest(engineer.ctx, { requestId: id })).request.receipt).toBeNull();
});

test('other organizations’ policies are in no receipt', async () => {
  const stranger = await makeOrganization();
  await makeRequestable(stranger, [await signIn(stranger, 'engineer@acme.test', ['Engineering'])]);
  const { target, jit } = await makeRequestable(organization, [engineer]);
  const { receipt } = await submitRequest(engineer.ctx, asRoot(target));
  const policies = await database().prisma.policy.findMany({ where: { organizationId: organization.id } });
  const known = new Set(policies.map(({ id }) => id));
  expect(receipt?.asked.rule.policyId).toBe(jit.id);
  expect(receipt?.asked.nearly.every(({ policyId }) => known.has(policyId))).toBe(true);
});
