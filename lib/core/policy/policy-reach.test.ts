import fc from 'fast-check';
import { expect, test } from 'vitest';
import { childCovers } from '@/lib/core/access/decision';
import { replay } from '@/lib/core/access/replay';
import { formatAccessSpec } from '@/lib/core/text/target';
import { asks, requesters, targetRefs, worldNow, worlds } from '@/test/worlds';
import { compareReach, reachOf } from './policy-reach';

test('a reach covers a spec exactly where a child covers it by decide()', () => {
  const seen = { covered: 0, denied: 0 };
  fc.assert(
    fc.property(worlds, targetRefs, asks, (world, targetId, spec) => {
      const children = world.policies.flatMap((policy) => policy.children);
      const target = world.targets.find(({ id }) => id === targetId);
      if (!target || spec.targetGroups.length > 1) return;
      const access = reachOf(children, world.targets, worldNow).get(targetId);
      const isCovered = children.some((child) => childCovers(child, target, spec, worldNow));
      expect(access?.has(formatAccessSpec(spec)) ?? false).toBe(isCovered);
      seen[isCovered ? 'covered' : 'denied']++;
    }),
    { numRuns: 10_000 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(30);
});

test('a reach does not differ from itself, and what one adds the other removes', () => {
  fc.assert(
    fc.property(worlds, worlds, (one, two) => {
      const reach = ({ policies }: typeof one) =>
        reachOf(
          policies.flatMap((policy) => policy.children),
          one.targets,
          worldNow,
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
    fc.property(worlds, requesters, targetRefs, asks, (world, userId, targetId, spec) => {
      const requester = world.people.find(({ id }) => id === userId);
      const target = world.targets.find(({ id }) => id === targetId);
      if (!requester || !target) return;
      const past = { requester: { userId, groupIds: requester.groupIds }, target, spec };
      expect(replay(world.policies, [...world.policies].reverse(), past, worldNow)).toBeNull();
      const withoutPolicies = replay(world.policies, [], past, worldNow);
      if (withoutPolicies)
        expect(withoutPolicies.to).toEqual({ outcome: 'denied', policy: null, duration: null });
      expect(replay([], world.policies, past, worldNow)?.to ?? null).toEqual(withoutPolicies?.from ?? null);
    }),
    { numRuns: 2000 },
  );
});
