import { beforeAll, beforeEach, expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import type { PolicyRecord } from '@/lib/db/policies/policies';
import { eventsNamed, refusal } from '@/test/assertions';
import {
  childDraft,
  jitPolicyDraft,
  makeEnvironment,
  makeOrganization,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { createPolicy } from './create-policy';
import { deletePolicy } from './delete-policy';
import { getPolicy } from './get-policy';
import { listParents } from './list-parents';
import { listPolicies } from './list-policies';
import { updatePolicy } from './update-policy';

useDatabase();
let organization: TestOrganization;
let admin: TestPerson;
let environmentIds: string[];
let child: PolicyRecord;

beforeAll(async () => {
  organization = await makeOrganization();
  admin = organization.admin;
  environmentIds = [await makeEnvironment(organization.id)];
});

beforeEach(async () => {
  child = await createPolicy(admin.ctx, childDraft({ environmentIds }));
});

const change = (changes: object) =>
  updatePolicy(admin.ctx, {
    ...childDraft({ name: child.name, environmentIds }),
    policyId: child.id,
    version: 1,
    ...changes,
  });

test('an edit replaces all fields, increments the version, and keeps the older versions', async () => {
  const changed = await change({ targetUsers: ['deploy'], verbs: ['RDP', 'Tunnel'], description: 'Changed' });
  expect(changed).toMatchObject({ ended: 0, version: 2, targetUsers: ['deploy'], verbs: ['RDP', 'Tunnel'] });
  const versions = await database().prisma.policyVersion.findMany({
    where: { policyId: child.id },
    orderBy: { version: 'asc' },
  });
  expect(versions.map(({ version, writtenBy }) => `${version} ${writtenBy}`)).toEqual([
    '1 admin@acme.test',
    '2 admin@acme.test',
  ]);
  expect(versions[0]?.document).toMatchObject({ targetUsers: ['root'], verbs: ['Shell'] });
  expect((await eventsNamed(organization.id, 'update-policy')).at(-1)?.data).toMatchObject({ version: 2 });
});

test('an edit of an older version fails', async () => {
  await change({ targetUsers: ['deploy'] });
  const error = await refusal(change({ targetUsers: ['backup'] }), 'changed-meanwhile');
  expect(error.message).toBe(
    'Someone saved version 2 while you were editing. Review and choose what to keep.',
  );
});

test('of five concurrent edits of one version, one is written', async () => {
  const edits = ['a', 'b', 'c', 'd', 'e'].map((user) => change({ targetUsers: [user] }));
  const outcomes = await Promise.allSettled(edits);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'changed-meanwhile' });
});

test('R5: a policy cannot take the name of another policy', async () => {
  const other = await createPolicy(admin.ctx, childDraft({ environmentIds }));
  await refusal(change({ name: other.name }), 'name-taken');
  expect((await change({ name: `${child.name} renamed` })).name).toBe(`${child.name} renamed`);
});

test('a policy keeps its type and its expiry date', async () => {
  await refusal(change({ type: 'Kubernetes' }), 'invalid');
  const changed = await change({ timeExpires: new Date('2099-01-01T00:00:00Z') });
  expect(changed.timeExpires).toBeNull();
});

test('a policy that a just-in-time policy includes is not deleted', async () => {
  const jit = await createPolicy(admin.ctx, jitPolicyDraft({ childIds: [child.id] }));
  const about = { policyId: child.id };
  expect(await listParents(admin.ctx, about)).toEqual([{ id: jit.id, name: jit.name }]);
  expect(await listParents((await makeOrganization()).admin.ctx, about)).toEqual([]);
  const error = await refusal(deletePolicy(admin.ctx, { policyId: child.id }), 'in-use');
  expect(error.message).toBe(`Used by ${jit.name}. Remove it there first.`);
  await deletePolicy(admin.ctx, { policyId: jit.id });
  await deletePolicy(admin.ctx, { policyId: child.id });
  await refusal(deletePolicy(admin.ctx, { policyId: child.id }), 'not-found');
  expect((await eventsNamed(organization.id, 'delete-policy')).map(({ policyId }) => policyId)).toEqual([
    jit.id,
    child.id,
  ]);
  expect((await listPolicies(admin.ctx, {})).policies.map(({ id }) => id)).not.toContain(child.id);
});

test('R5: the editor knows which children give standing access', async () => {
  const jit = await createPolicy(admin.ctx, jitPolicyDraft({ childIds: [child.id] }));
  await change({ subjectIds: [admin.id] });
  expect((await getPolicy(admin.ctx, { policyId: jit.id })).children).toMatchObject([
    { id: child.id, hasStandingSubjects: true },
  ]);
});
