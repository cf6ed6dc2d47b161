import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '@/lib/access/evaluate';
import { listRequestable } from '@/lib/access/list-requestable';
import type { AccessSpec } from '@/lib/core/access/access-spec';
import { type PolicyDocument, policyTypes, unenforcedPolicyTypes } from '@/lib/core/policy/policy';
import { hasTargetUsers, hasVerbs, type TargetType } from '@/lib/core/target/target';
import { database } from '@/lib/db/client';
import { findEntitlements } from '@/lib/db/policies/entitlements';
import { findStandingPolicies } from '@/lib/db/policies/standing-policies';
import { findTargetPolicies } from '@/lib/db/policies/target-policies';
import { findTargetsByIds } from '@/lib/db/targets/targets';
import { databaseNow } from '@/lib/db/transaction';
import { searchSimulatorOptions } from '@/lib/web/simulator';
import { eventsNamed, refusal } from '@/test/assertions';
import { childDraft, contextOf, makeOrganization, makeTarget } from '@/test/factories';
import { organizationSamples } from '@/test/organization-samples';
import { type StoredSample, storeSamples } from '@/test/store-samples';
import { useDatabase } from '@/test/use-database';
import { createPolicy } from './create-policy';
import { deletePolicy } from './delete-policy';
import { listPolicyVersions } from './list-policy-versions';
import { patchPolicy } from './patch-policy';
import { previewPolicy } from './preview-policy';
import { searchChildren } from './search-children';

useDatabase();

/** Access that many samples have on a target of a type. */
function specFor(type: TargetType): AccessSpec {
  return {
    targetUser: hasTargetUsers(type) ? 'root' : null,
    targetGroups: [],
    verb: hasVerbs(type) ? 'Shell' : null,
  };
}

/** Everything that policies decide for the people of an organization. */
async function decisionsOf({ organizationId, people, targets }: StoredSample) {
  const usable = await findTargetsByIds(
    organizationId,
    targets.map(({ id }) => id),
  );
  const now = await databaseNow();
  const standingPolicies = await findStandingPolicies(organizationId);
  const reaching = [];
  for (const { id } of usable) reaching.push(await findTargetPolicies(organizationId, id));
  const decided = [];
  for (const { id: userId } of people) {
    const { now: _, ...requestable } = await listRequestable(contextOf(organizationId, userId), {});
    const entitled = await findEntitlements({ organizationId, userId });
    const outcomes = [];
    for (const target of usable) {
      const about = { organizationId, userId, target, spec: specFor(target.type), now };
      outcomes.push((await evaluate(database().prisma, about)).decision);
    }
    decided.push({ requestable, entitled: entitled.targets, outcomes });
  }
  return { standingPolicies, reaching, decided };
}

/** Adds a policy of each type that is not enforced, for all people and groups. */
async function addUnenforced({ organizationId, people, policies }: StoredSample) {
  const admin = people[0]?.id ?? '';
  await database().prisma.user.update({ where: { id: admin }, data: { role: 'Admin' } });
  const ctx = contextOf(organizationId, admin);
  const groupIds = [...new Set([...people, ...policies].flatMap((one) => one.groupIds))];
  const draft = { subjectIds: people.map(({ id }) => id), groupIds, recordInput: true, mfaEnabled: true };
  for (const type of unenforcedPolicyTypes) await createPolicy(ctx, { ...draft, type, name: type });
}

test('in random organizations, policies that are not enforced change no decision', async () => {
  const stored = await storeSamples(fc.sample(organizationSamples, { numRuns: 8, seed: 31 }));
  let requestable = 0;
  for (const sample of stored) {
    const before = await decisionsOf(sample);
    await addUnenforced(sample);
    expect(await decisionsOf(sample)).toEqual(before);
    for (const person of before.decided) requestable += person.requestable.total;
  }
  expect(requestable).toBeGreaterThan(0);
});

test('one that is not enforced has versions and events, and is in no list of what is evaluated', async () => {
  const { id: organizationId, admin } = await makeOrganization();
  const target = await makeTarget(organizationId);
  const { id: policyId } = await createPolicy(admin.ctx, {
    ...childDraft({ targetIds: [target.id], subjectIds: [admin.id] }),
    type: 'SessionRecording',
    name: 'Record all',
  });
  const changes = { recordInput: true };
  const patched = await patchPolicy(admin.ctx, { type: 'SessionRecording', policyId, changes, claims: {} });
  expect(patched).toMatchObject({ version: 2, recordInput: true, targets: [], targetUsers: [], verbs: [] });
  const { versions } = await listPolicyVersions(admin.ctx, { policyId });
  expect(versions.map(({ changes }) => changes)).toMatchObject([[{ from: 'No', to: 'Yes' }], null]);

  expect(await searchChildren(admin.ctx, {})).toEqual([]);
  expect(await searchSimulatorOptions(admin.ctx, 'replay', '')).toEqual([]);
  expect(await findEntitlements({ organizationId, userId: admin.id })).toMatchObject({ targets: [] });
  const draft = { type: 'SessionRecording', name: 'Another' };
  const unseen = previewPolicy(admin.ctx, { policyId: null, draft, named: true });
  expect((await refusal(unseen, 'invalid')).faults).toMatchObject([{ path: 'draft.type' }]);

  await deletePolicy(admin.ctx, { policyId });
  for (const action of ['create-policy', 'update-policy', 'delete-policy'] as const)
    expect((await eventsNamed(organizationId, action)).map(({ data }) => data)).toMatchObject([
      { name: 'Record all', type: 'SessionRecording' },
    ]);
});

test('the database lets a just-in-time policy include only what covers targets', async () => {
  const { admin } = await makeOrganization();
  const made = new Map<PolicyDocument['type'], string>();
  for (const type of policyTypes) {
    const draft = { ...childDraft(), type, claims: {} };
    made.set(type, (await createPolicy(admin.ctx, draft)).id);
  }
  const policyId = made.get('JustInTime') ?? '';
  for (const type of policyTypes) {
    const row = database().prisma.policyChild.create({ data: { policyId, childId: made.get(type) ?? '' } });
    if (['TargetConnect', 'Kubernetes', 'Proxy'].includes(type)) await row;
    else await expect(row).rejects.toThrow('covers no targets');
  }
});
