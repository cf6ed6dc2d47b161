import fc from 'fast-check';
import { expect, test } from 'vitest';
import { childCovers } from '@/lib/core/access/decision';
import { replay } from '@/lib/core/access/replay';
import { formatAccessSpec } from '@/lib/core/text/target';
import {
  accessSpecs,
  organizationSamples,
  requesters,
  sampleTime,
  targetRefs,
} from '@/test/organization-samples';
import { compareReach, reachOf } from './policy-reach';

test('a reach covers a spec exactly where a child covers it by decide()', () => {
  const seen = { covered: 0, denied: 0 };
  fc.assert(
    fc.property(organizationSamples, targetRefs, accessSpecs, (sample, targetId, spec) => {
      const children = sample.policies.flatMap((policy) => policy.children);
      const target = sample.targets.find(({ id }) => id === targetId);
      if (!target || spec.targetGroups.length > 1) return;
      const access = reachOf(children, sample.targets, sampleTime).get(targetId);
      const isCovered = children.some((child) => childCovers(child, target, spec, sampleTime));
      expect(access?.has(formatAccessSpec(spec)) ?? false).toBe(isCovered);
      seen[isCovered ? 'covered' : 'denied']++;
    }),
    { numRuns: 10_000 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(30);
});

test('a reach does not differ from itself, and what one adds the other removes', () => {
  fc.assert(
    fc.property(organizationSamples, organizationSamples, (one, two) => {
      const reach = ({ policies }: typeof one) =>
        reachOf(
          policies.flatMap((policy) => policy.children),
          one.targets,
          sampleTime,
        );
      const same = compareReach(reach(one), reach(one));
      expect(Object.values(same).flat()).toEqual([]);
      const forward = compareReach(reach(one), reach(two));
      const back = compareReach(reach(two), reach(one));
      expect([...forward.addedTargets].sort()).toEqual([...back.removedTargets].sort());
      expect([...forward.addedAccess].sort()).toEqual([...back.removedAccess].sort());
    }),
  );
});

test('a replay with the same policies changes nothing; a replay without policies denies everything', () => {
  fc.assert(
    fc.property(
      organizationSamples,
      requesters,
      targetRefs,
      accessSpecs,
      (sample, userId, targetId, spec) => {
        const requester = sample.people.find(({ id }) => id === userId);
        const target = sample.targets.find(({ id }) => id === targetId);
        if (!requester || !target) return;
        const past = { requester: { userId, groupIds: requester.groupIds }, target, spec };
        expect(replay(sample.policies, [...sample.policies].reverse(), past, sampleTime)).toBeNull();
        const withoutPolicies = replay(sample.policies, [], past, sampleTime);
        if (withoutPolicies)
          expect(withoutPolicies.to).toEqual({ outcome: 'denied', policy: null, duration: null });
        expect(replay([], sample.policies, past, sampleTime)?.to ?? null).toEqual(
          withoutPolicies?.from ?? null,
        );
      },
    ),
    { numRuns: 2000 },
  );
});
