import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { newId } from '@/lib/context';
import type { AccessSpec } from '@/lib/core/access/access-spec';
import { childCovers, isSubject } from '@/lib/core/access/decision';
import { type ChildPolicy, isLive, type JitPolicy } from '@/lib/core/policy/policy';
import { childTypeFor, hasTargetUsers, hasVerbs, type TargetType } from '@/lib/core/target/target';
import { database } from '@/lib/db/client';
import { findUncoveredGrants } from '@/lib/db/requests/grants';
import { databaseNow } from '@/lib/db/transaction';
import { accessSpecs, organizationSamples } from '@/test/organization-samples';
import { type StoredSample, storeSamples } from '@/test/store-samples';
import { useDatabase } from '@/test/use-database';

const { asOwner } = useDatabase();

/** A live grant, and what it rests on. */
type Granted = {
  requestId: string;
  organizationId: string;
  person: StoredSample['people'][number];
  target: StoredSample['targets'][number];
  policy: JitPolicy;
  child: ChildPolicy;
  spec: AccessSpec;
};
let grants: Granted[];

beforeAll(async () => {
  const stored = await storeSamples(fc.sample(organizationSamples, { numRuns: 40, seed: 23 }));
  const specs = fc.sample(accessSpecs, { numRuns: 50, seed: 29 });
  grants = stored.flatMap((sample) => grantsOf(sample, specs));
  const now = await databaseNow();
  const { prisma } = database();
  // One for each rule, while a person really has one for a target.
  await asOwner('DROP INDEX "grant_active_once"');
  await prisma.accessRequest.createMany({ data: grants.map(requestRow) });
  await prisma.grant.createMany({
    data: grants.map(({ requestId, organizationId, person, target }) => ({
      ...{ id: newId(), requestId, organizationId, userId: person.id, targetId: target.id },
      ...{ startsAt: now, expiresAt: new Date(now.getTime() + 3_600_000) },
    })),
  });
});

/** A grant for each person, target and rule of its kind, whether or not the rule covers it. */
function grantsOf({ organizationId, people, targets, policies }: StoredSample, specs: readonly AccessSpec[]) {
  let count = 0;
  return people.flatMap((person) =>
    targets.flatMap((target) =>
      policies.flatMap((policy) =>
        policy.children
          .filter(({ type }) => type === childTypeFor(target.type))
          .map((child): Granted => {
            const spec = wellFormed(specs[count++ % specs.length], target.type);
            return { requestId: newId(), organizationId, person, target, policy, child, spec };
          }),
      ),
    ),
  );
}

/** Only a spec that fits its type of target is ever granted. */
function wellFormed(spec: AccessSpec | undefined, type: TargetType): AccessSpec {
  return {
    targetUser: hasTargetUsers(type) ? (spec?.targetUser ?? 'root') : null,
    targetGroups: type === 'Cluster' ? (spec?.targetGroups ?? []) : [],
    verb: hasVerbs(type) ? (spec?.verb ?? 'Shell') : null,
  };
}

function requestRow({ requestId: id, organizationId, person, target, policy, child, spec }: Granted) {
  return {
    ...{ id, organizationId, requesterId: person.id, targetId: target.id },
    ...{ policyId: policy.id, policyVersion: 1, childPolicyId: child.id },
    ...{ ...spec, targetGroups: [...spec.targetGroups] },
    ...{ reason: 'A test', state: 'Approved' as const, isOpen: false, automatic: true, duration: 60 },
  };
}

test('R1, R11: in random organizations exactly those grants are uncovered that the core does not cover', async () => {
  const { prisma } = database();
  const organizations = [...new Set(grants.map(({ organizationId }) => organizationId))];
  const found = new Set<string>();
  for (const id of organizations) {
    for (const { requestId } of await findUncoveredGrants(prisma, id)) found.add(requestId);
  }
  const now = await databaseNow();
  for (const { requestId, person, target, policy, child, spec } of grants) {
    const isCovered =
      !target.archived &&
      isLive(policy, now) &&
      isSubject(policy, { userId: person.id, groupIds: person.groupIds }) &&
      childCovers(child, target, spec, now);
    expect({ requestId, isCovered }).toEqual({ requestId, isCovered: !found.has(requestId) });
  }
  expect(Math.min(found.size, grants.length - found.size)).toBeGreaterThan(30);
});
