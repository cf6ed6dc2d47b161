import { beforeAll, expect, test } from 'vitest';
import { refusal } from '@/test/assertions';
import {
  childDraft,
  jitPolicyDraft,
  makeOrganization,
  makeTarget,
  signIn,
  type TestOrganization,
  uniqueName,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { createPolicy } from './create-policy';
import { deletePolicy } from './delete-policy';
import { listTargetPolicies } from './list-target-policies';

useDatabase();
let organization: TestOrganization;

beforeAll(async () => {
  organization = await makeOrganization();
});

test('the policies that reach a target cover it or its environment, or let people request such a policy', async () => {
  const { ctx, id: adminId } = organization.admin;
  const { id: targetId, environmentId } = await makeTarget(organization.id);
  const other = await makeTarget(organization.id);
  const make = (draft: Parameters<typeof createPolicy>[1]) => createPolicy(ctx, draft);
  const direct = await make(childDraft({ name: uniqueName('a'), targetIds: [targetId] }));
  const wide = await make(childDraft({ name: uniqueName('b'), environmentIds: [environmentId] }));
  const elsewhere = await make(childDraft({ name: uniqueName('c'), targetIds: [other.id] }));
  const asked = await make(jitPolicyDraft({ subjectIds: [adminId], childIds: [direct.id, elsewhere.id] }));
  await make(jitPolicyDraft({ subjectIds: [adminId], childIds: [elsewhere.id] }));
  const found = async () => (await listTargetPolicies(ctx, { targetId })).map(({ id }) => id);
  expect(await found()).toEqual([asked.id, direct.id, wide.id]);
  await deletePolicy(ctx, { policyId: wide.id });
  expect(await found()).toEqual([asked.id, direct.id]);
});

test('only admins list them, and only of their organization', async () => {
  const { id: targetId } = await makeTarget(organization.id);
  const engineer = await signIn(organization, 'engineer@acme.test');
  await createPolicy(organization.admin.ctx, childDraft({ targetIds: [targetId] }));
  await refusal(listTargetPolicies(engineer.ctx, { targetId }), 'forbidden');
  expect(await listTargetPolicies((await makeOrganization()).admin.ctx, { targetId })).toEqual([]);
});
