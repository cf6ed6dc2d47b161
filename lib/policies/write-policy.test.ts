import { beforeAll, expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { removeInstallation } from '@/lib/slack-installation/remove-installation';
import { eventsNamed, refusal } from '@/test/assertions';
import {
  childDraft,
  jitPolicyDraft,
  makeEnvironment,
  makeOrganization,
  makeTarget,
  signIn,
  type TestOrganization,
  type TestPerson,
  uniqueName,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { createPolicy } from './create-policy';
import { deletePolicy } from './delete-policy';
import { getPolicy } from './get-policy';
import { listPolicies } from './list-policies';
import { updatePolicy } from './update-policy';

useDatabase();
let organization: TestOrganization;
let admin: TestPerson;
let environmentIds: string[];

beforeAll(async () => {
  organization = await makeOrganization();
  admin = organization.admin;
  environmentIds = [await makeEnvironment(organization.id)];
});

const makeChild = () => createPolicy(admin.ctx, childDraft({ environmentIds }));

test('a policy is created as version 1, with an audit event', async () => {
  const child = await makeChild();
  const engineer = await signIn(organization, 'engineer@acme.test', ['Engineering']);
  const draft = jitPolicyDraft({
    description: 'For incidents',
    subjectIds: [engineer.id, engineer.id],
    groupIds: ['Engineering'],
    childIds: [child.id],
    automaticallyApproved: true,
    duration: 15,
  });
  const policy = await createPolicy(admin.ctx, draft);
  expect(policy).toMatchObject({
    name: draft.name,
    description: 'For incidents',
    version: 1,
    subjects: [{ id: engineer.id, email: 'engineer@acme.test' }],
    groups: [{ id: 'Engineering', name: 'Engineering' }],
    children: [{ id: child.id, name: child.name, type: 'TargetConnect', hasStandingSubjects: false }],
    automaticallyApproved: true,
    duration: 15,
  });
  expect(await getPolicy(admin.ctx, { policyId: policy.id })).toEqual(policy);
  expect((await eventsNamed(organization.id, 'create-policy')).at(-1)).toMatchObject({
    policyId: policy.id,
    data: { name: draft.name, type: 'JustInTime', version: 1 },
  });
});

test('R5: by default a policy needs admin approval and lasts 60 minutes', async () => {
  const policy = await createPolicy(admin.ctx, jitPolicyDraft({ childIds: [(await makeChild()).id] }));
  expect(policy).toMatchObject({ automaticallyApproved: false, duration: 60, timeExpires: null });
});

test.each([1, 43_200])('R5: a duration can be %i minutes', async (duration) => {
  await createPolicy(admin.ctx, jitPolicyDraft({ childIds: [(await makeChild()).id], duration }));
});

test.each([0, -1, 43_201, 1.5, Number.NaN])('R5: a duration cannot be %d minutes', async (duration) => {
  const child = await makeChild();
  const error = await refusal(
    createPolicy(admin.ctx, jitPolicyDraft({ childIds: [child.id], duration })),
    'invalid',
  );
  expect(error.faults.map(({ path }) => path)).toEqual(['duration']);
});

test('R5: names are unique across all types; the name of a deleted policy can be used again', async () => {
  const child = await makeChild();
  const taken = jitPolicyDraft({ childIds: [child.id], name: child.name });
  const error = await refusal(createPolicy(admin.ctx, taken), 'name-taken');
  expect(error.faults.map(({ path }) => path)).toEqual(['name']);
  await deletePolicy(admin.ctx, { policyId: child.id });
  await createPolicy(admin.ctx, { ...taken, childIds: [(await makeChild()).id] });
  const other = await makeOrganization();
  const environment = await makeEnvironment(other.id);
  await createPolicy(other.admin.ctx, childDraft({ name: child.name, environmentIds: [environment] }));
});

test('R5: of ten concurrent policies with one name, one is written', async () => {
  const draft = childDraft({ environmentIds });
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => createPolicy(admin.ctx, draft)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'name-taken' });
});

test('R5: a just-in-time policy has at least one child, and none is just-in-time', async () => {
  const none = await refusal(createPolicy(admin.ctx, jitPolicyDraft()), 'invalid');
  expect(none.faults.map(({ path }) => path)).toEqual(['childIds']);
  const jit = await createPolicy(admin.ctx, jitPolicyDraft({ childIds: [(await makeChild()).id] }));
  const nested = await refusal(createPolicy(admin.ctx, jitPolicyDraft({ childIds: [jit.id] })), 'invalid');
  expect(nested.message).toBe('A just-in-time policy cannot include a policy of the type Just-in-time.');
});

test('R4: while Slack is not connected, only other policies can be created', async () => {
  const resting = await makeOrganization();
  const { ctx } = resting.admin;
  const child = await createPolicy(ctx, childDraft({ environmentIds: [await makeEnvironment(resting.id)] }));
  const jit = await createPolicy(ctx, jitPolicyDraft({ childIds: [child.id] }));
  await removeInstallation(ctx);
  await refusal(createPolicy(ctx, jitPolicyDraft({ childIds: [child.id] })), 'not-integrated');
  const change = { ...jitPolicyDraft({ childIds: [child.id] }), policyId: jit.id, version: 1 };
  await refusal(updatePolicy(ctx, change), 'not-integrated');
  await deletePolicy(ctx, { policyId: jit.id });
});

test('each reference to another organization is an error at its field, all reported together', async () => {
  const other = await makeOrganization();
  const target = await makeTarget(other.id);
  const theirs = await createPolicy(other.admin.ctx, childDraft({ targetIds: [target.id] }));
  await signIn(other, 'x@acme.test', ['Theirs']);
  const child = childDraft({ targetIds: [target.id], environmentIds: [target.environmentId] });
  const jit = jitPolicyDraft({ subjectIds: [other.admin.id], groupIds: ['Theirs'], childIds: [theirs.id] });
  const ofChild = await refusal(createPolicy(admin.ctx, child), 'invalid');
  expect(ofChild.faults.map(({ path }) => path).sort()).toEqual(['environmentIds[0]', 'targetIds[0]']);
  const ofJit = await refusal(createPolicy(admin.ctx, jit), 'invalid');
  expect(ofJit.faults.map(({ path }) => path).sort()).toEqual([
    'childIds[0]',
    'groupIds[0]',
    'subjectIds[0]',
  ]);
});

test('a policy covers only the target types of its own type', async () => {
  const web = await makeTarget(organization.id, { type: 'Web' });
  const error = await refusal(createPolicy(admin.ctx, childDraft({ targetIds: [web.id] })), 'invalid');
  expect(error.faults).toEqual([
    { path: 'targetIds[0]', message: 'This type of policy does not cover this type of target.' },
  ]);
});

test('only admins read and write policies, and only in their organization', async () => {
  const child = await makeChild();
  const user = await signIn(organization, uniqueName('user').replace(' ', '-').concat('@acme.test'));
  const stranger = (await makeOrganization()).admin;
  const draft = childDraft({ environmentIds });
  await refusal(createPolicy(user.ctx, draft), 'forbidden');
  await refusal(listPolicies(user.ctx, {}), 'forbidden');
  await refusal(getPolicy(user.ctx, { policyId: child.id }), 'forbidden');
  await refusal(updatePolicy(user.ctx, { ...draft, policyId: child.id, version: 1 }), 'forbidden');
  await refusal(deletePolicy(user.ctx, { policyId: child.id }), 'forbidden');
  await refusal(getPolicy(stranger.ctx, { policyId: child.id }), 'not-found');
  await refusal(updatePolicy(stranger.ctx, { ...draft, policyId: child.id, version: 1 }), 'not-found');
  await refusal(deletePolicy(stranger.ctx, { policyId: child.id }), 'not-found');
  expect((await listPolicies(stranger.ctx, {})).policies).toEqual([]);
});

test('a rejected policy writes nothing', async () => {
  const before = await database().prisma.policy.count();
  await refusal(createPolicy(admin.ctx, childDraft()), 'invalid');
  expect(await database().prisma.policy.count()).toBe(before);
});
