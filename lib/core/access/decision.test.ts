import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  accessSpecs,
  organizationSamples,
  requesters,
  sampleTime,
  targetRefs,
} from '@/test/organization-samples';
import { type OrganizationSample, referenceDecide, referenceRequestable } from '@/test/reference-evaluator';
import type { AccessSpec } from './access-spec';
import { decide, type Requester, type TargetRef } from './decision';
import { choicesOf, faultsOf, firstOffer, offersFor, usablePolicies } from './offer';

test('R1, R2: decide() agrees with the reference evaluator in 10,000 random organizations', () => {
  const seen = { automatic: 0, approval: 0, denied: 0 };
  everywhere(10_000, (sample, requester, target, spec) => {
    const { outcome, rules } = decide(sample.policies, requester, target, spec, sampleTime);
    const reference = referenceDecide(sample, requester.userId, target.id, spec, sampleTime);
    same(rules[0]?.policy.id, reference?.policyId);
    same(rules[0]?.child.id, reference?.childId);
    same(outcome, reference ? (reference.automatic ? 'automatic' : 'approval') : 'denied');
    seen[outcome]++;
  });
  // Each outcome must be frequent, or the comparison proves little.
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(1000);
});

test('R1: what is offered is what decide() allows, and faults are found exactly where nothing is', () => {
  everywhere(5000, (sample, requester, target, spec) => {
    const offers = offersFor(sample.policies, requester, target, sampleTime);
    const offer = firstOffer(offers, target.type, spec);
    const first = decide(sample.policies, requester, target, spec, sampleTime).rules[0]?.policy;
    same(offer?.automatic, first?.automaticallyApproved);
    same(offer?.duration, first?.duration);
    same(faultsOf(offers, target.type, spec).length === 0, first !== undefined);
  });
});

test('a form drawn from the offers names the field that is wrong, with a value that would be right', () => {
  fc.assert(
    fc.property(
      organizationSamples,
      requesters,
      targetRefs,
      accessSpecs,
      (sample, userId, targetId, spec) => {
        const { requester, target } = pick(sample, userId, targetId);
        const offers = offersFor(sample.policies, requester, target, sampleTime);
        const [fault] = faultsOf(offers, target.type, spec);
        if (!fault || offers.length === 0) return;
        expect(['targetUser', 'targetGroups', 'verb']).toContain(fault.path);
        expect(fault.message).toMatch(
          /^((Choose one|.+ is not offered).*\. You can request .+\.|.+ is not offered.*\.)$/,
        );
        const repaired = repair(spec, fault.path, offers, target);
        expect(faultsOf(offers, target.type, repaired).map(({ path }) => path)).not.toContain(fault.path);
      },
    ),
    { numRuns: 2000 },
  );
});

test('R1: a target is listed exactly when something can be requested on it', () => {
  fc.assert(
    fc.property(organizationSamples, requesters, (sample, userId) => {
      const listed = referenceRequestable(sample, userId, sampleTime).map(({ targetId }) => targetId);
      const offered = sample.targets
        .filter(({ archived }) => archived !== true)
        .filter((target) => {
          const { requester } = pick(sample, userId, target.id);
          const usable = usablePolicies(sample.policies, { tunnelWay: target.tunnelWay ?? null });
          return offersFor(usable, requester, target, sampleTime).length > 0;
        });
      expect(listed).toEqual(offered.map(({ id }) => id));
    }),
    { numRuns: 2000 },
  );
});

// Puts something right at one field: what the first offer that fits the fields before it has there.
function repair(
  spec: AccessSpec,
  path: string,
  offers: ReturnType<typeof offersFor>,
  target: TargetRef,
): AccessSpec {
  const asUser = offers.filter(
    (offer) => target.type === 'Web' || offer.targetUsers.includes(spec.targetUser ?? ''),
  );
  if (path === 'targetUser') return { ...spec, targetUser: choicesOf(offers).targetUsers[0] ?? null };
  if (path === 'targetGroups') return { ...spec, targetGroups: choicesOf(asUser).targetGroups.slice(0, 1) };
  const inGroups = asUser.filter((offer) =>
    spec.targetGroups.every((group) => offer.targetGroups.includes(group)),
  );
  return { ...spec, verb: choicesOf(inGroups).verbs[0] ?? null };
}

type Check = (
  sample: OrganizationSample,
  requester: Requester,
  target: OrganizationSample['targets'][number],
  spec: AccessSpec,
) => void;

/** Runs a check in random organizations, for each person and each active target. */
function everywhere(numRuns: number, check: Check): void {
  fc.assert(
    fc.property(organizationSamples, accessSpecs, fc.boolean(), (sample, spec, fitting) => {
      for (const { id: userId, groupIds } of sample.people) {
        for (const target of sample.targets.filter(({ archived }) => archived !== true))
          check(sample, { userId, groupIds }, target, fitting ? fit(spec, target) : spec);
      }
    }),
    { numRuns },
  );
}

// Most random access fits no type of target. Access that fits can be allowed.
function fit(spec: AccessSpec, { type }: TargetRef): AccessSpec {
  return {
    targetUser: type === 'Web' ? null : (spec.targetUser ?? 'root'),
    targetGroups: type === 'Cluster' ? spec.targetGroups : [],
    verb: type === 'Bzero' || type === 'DynamicAccessConfig' ? (spec.verb ?? 'Shell') : null,
  };
}

// A quarter of a million comparisons: `expect` is for the one that fails.
function same(actual: unknown, expected: unknown): void {
  if (actual !== expected) expect(actual).toBe(expected);
}

function pick(sample: OrganizationSample, userId: string, targetId: string) {
  const person = sample.people.find(({ id }) => id === userId);
  const target = sample.targets.find(({ id }) => id === targetId);
  if (!person || !target) throw new Error('the sample has no such person or target');
  const requester: Requester = { userId, groupIds: person.groupIds };
  return { requester, target };
}
