import { beforeAll, expect, test } from 'vitest';
import { reviewRequest } from '@/lib/access/review-request';
import { submitRequest } from '@/lib/access/submit-request';
import { removeInstallation } from '@/lib/slack-installation/remove-installation';
import { eventsNamed, refusal } from '@/test/assertions';
import {
  asRoot,
  childDraft,
  integrate,
  makeOrganization,
  makeRequestable,
  makeTarget,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { createPolicy } from './create-policy';
import { deletePolicy } from './delete-policy';
import { getPolicyVersion } from './get-policy-version';
import { listPolicyVersions } from './list-policy-versions';
import { restorePolicy } from './restore-policy';
import { updatePolicy } from './update-policy';

useDatabase();
let organization: TestOrganization;
let admin: TestPerson;
let engineer: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  admin = organization.admin;
  engineer = await signIn(organization, 'engineer@acme.test');
});

/** A child policy of three versions: root and Shell on one target, then deploy too, then File transfer too. */
async function threeVersions() {
  const target = await makeTarget(organization.id);
  const draft = childDraft({ targetIds: [target.id] });
  const { id: policyId } = await createPolicy(admin.ctx, draft);
  const second = { ...draft, targetUsers: ['root', 'deploy'] };
  await updatePolicy(admin.ctx, { ...second, policyId, version: 1 });
  await updatePolicy(admin.ctx, { ...second, verbs: ['Shell', 'FileTransfer'], policyId, version: 2 });
  return { policyId, target, draft };
}

test('R2: the history has every version with what it changed, field by field', async () => {
  const { policyId, draft } = await threeVersions();
  const history = await listPolicyVersions(admin.ctx, { policyId });
  expect(history).toMatchObject({ policy: { name: draft.name, version: 3, deleted: false }, next: null });
  expect(history.versions).toMatchObject([
    {
      version: 3,
      writtenBy: 'admin@acme.test',
      changes: [{ label: 'Policy actions', added: ['File transfer'] }],
    },
    { version: 2, changes: [{ label: 'Target users', added: ['deploy'], removed: [] }] },
    { version: 1, changes: null },
  ]);
  const paged = await listPolicyVersions(admin.ctx, { policyId, pageSize: 1 });
  expect(paged.versions).toEqual([history.versions[0]]);
  expect(await listPolicyVersions(admin.ctx, { policyId, pageSize: 1, atMost: paged.next })).toMatchObject({
    versions: [history.versions[1]],
    next: 1,
  });
});

test('one version has all fields, and what restoring it would change', async () => {
  const { policyId, target } = await threeVersions();
  const { fields, restoring } = await getPolicyVersion(admin.ctx, { policyId, version: 1 });
  expect(fields.map(({ label, text }) => `${label}: ${text}`)).toEqual(
    expect.arrayContaining(['Target users: root', 'Policy actions: Shell']),
  );
  expect(fields.find(({ label }) => label === 'Targets')?.text).toContain(target.name);
  expect(restoring.map(({ label, removed }) => [label, removed])).toEqual([
    ['Target users', ['deploy']],
    ['Policy actions', ['File transfer']],
  ]);
  await refusal(getPolicyVersion(admin.ctx, { policyId, version: 4 }), 'not-found');
});

test('restoring writes the old version as the newest, with an audit event', async () => {
  const { policyId, draft } = await threeVersions();
  const restored = await restorePolicy(admin.ctx, { policyId, from: 1, version: 3 });
  expect(restored).toMatchObject({ version: 4, targetUsers: ['root'], verbs: ['Shell'] });
  const { versions } = await listPolicyVersions(admin.ctx, { policyId });
  expect(versions.map(({ version }) => version)).toEqual([4, 3, 2, 1]);
  expect((await eventsNamed(organization.id, 'restore-policy')).at(-1)).toMatchObject({
    policyId,
    data: { name: draft.name, type: 'TargetConnect', version: 4, from: 1 },
  });
});

test('R11: restoring ends the access that the restored version does not cover', async () => {
  const { target, child, jit } = await makeRequestable(organization, [engineer]);
  const wider = {
    ...childDraft({ targetIds: [target.id], targetUsers: ['root', 'deploy'] }),
    name: child.name,
  };
  await updatePolicy(admin.ctx, { ...wider, policyId: child.id, version: 1 });
  const { id: requestId } = await submitRequest(engineer.ctx, { ...asRoot(target), targetUser: 'deploy' });
  await reviewRequest(admin.ctx, { requestId, decision: 'approve' });
  await restorePolicy(admin.ctx, { policyId: child.id, from: 1, version: 2 });
  expect((await eventsNamed(organization.id, 'invalidate-grant')).at(-1)).toMatchObject({ requestId });
  await deletePolicy(admin.ctx, { policyId: jit.id });
});

test('of two concurrent restores, one fails', async () => {
  const { policyId } = await threeVersions();
  const both = await Promise.allSettled([
    restorePolicy(admin.ctx, { policyId, from: 1, version: 3 }),
    restorePolicy(admin.ctx, { policyId, from: 2, version: 3 }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'changed-meanwhile' },
  });
});

test('a version that refers to something deleted is not restored, and the error names the field', async () => {
  const { child, jit } = await makeRequestable(organization, [engineer]);
  const other = await createPolicy(
    admin.ctx,
    childDraft({ targetIds: [(await makeTarget(organization.id)).id] }),
  );
  const draft = { type: 'JustInTime', name: jit.name, subjectIds: [engineer.id], childIds: [other.id] };
  await updatePolicy(admin.ctx, { ...draft, policyId: jit.id, version: 1 });
  await deletePolicy(admin.ctx, { policyId: child.id });
  const error = await refusal(restorePolicy(admin.ctx, { policyId: jit.id, from: 1, version: 2 }), 'invalid');
  expect(error.faults).toEqual([{ path: 'childIds[0]', message: 'This policy no longer exists.' }]);
});

test('R4: a just-in-time policy is not restored while Slack is not connected', async () => {
  const { jit } = await makeRequestable(organization, [engineer]);
  await removeInstallation(admin.ctx);
  await refusal(restorePolicy(admin.ctx, { policyId: jit.id, from: 1, version: 1 }), 'not-integrated');
  await integrate(organization);
});

test('the versions of a deleted policy can be read and not restored', async () => {
  const { policyId } = await threeVersions();
  await deletePolicy(admin.ctx, { policyId });
  expect((await listPolicyVersions(admin.ctx, { policyId })).policy.deleted).toBe(true);
  expect((await getPolicyVersion(admin.ctx, { policyId, version: 2 })).version).toBe(2);
  await refusal(restorePolicy(admin.ctx, { policyId, from: 1, version: 3 }), 'not-found');
});

test('only admins read and restore versions', async () => {
  const { policyId } = await threeVersions();
  const stranger = await makeOrganization();
  for (const [ctx, code] of [
    [engineer.ctx, 'forbidden'],
    [stranger.admin.ctx, 'not-found'],
  ] as const) {
    await refusal(listPolicyVersions(ctx, { policyId }), code);
    await refusal(getPolicyVersion(ctx, { policyId, version: 1 }), code);
    await refusal(restorePolicy(ctx, { policyId, from: 1, version: 3 }), code);
  }
});
