import fc from 'fast-check';
import { expect, test } from 'vitest';
import { childCovers } from '@/lib/core/access/decision';
import { replay } from '@/lib/core/access/replay';
import { formatAccessSpec } from '@/lib/core/text/target';
import { asks, requesters, targetRefs, worldNow, worlds } from '@/test/worlds';
import { compareReach, reachOf } from './policy-reach';

test('a reach covers a spec exactly where a child covers it by decide()', () => {
  const seen = { given: 0, refused: 0 };
  fc.assert(
    fc.property(worlds, targetRefs, asks, (world, targetId, spec) => {
      const children = world.policies.flatMap((policy) => policy.children);
      const target = world.targets.find(({ id }) => id === targetId);
      if (!target || spec.targetGroups.length > 1) return;
      const ways = reachOf(children, world.targets, worldNow).get(targetId);
      const given = children.some((child) => childCovers(child, target, spec, worldNow));
      expect(ways?.has(formatAccessSpec(spec)) ?? false).toBe(given);
      seen[given ? 'given' : 'refused']++;
    }),
    { numRuns: 10_000 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(30);
});

test('a reach differs in nothing from itself, and what one gains the other loses', () => {
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
      const there = compareReach(reach(one), reach(two));
      const back = compareReach(reach(two), reach(one));
      expect([...there.addedTargets].sort()).toEqual([...back.removedTargets].sort());
      expect([...there.addedAccess].sort()).toEqual([...back.removedAccess].sort());
    }),
  );
});

test('a replay of the same policies changes nothing; one of none refuses what was given', () => {
  fc.assert(
    fc.property(worlds, requesters, targetRefs, asks, (world, userId, targetId, spec) => {
      const requester = world.people.find(({ id }) => id === userId);
      const target = world.targets.find(({ id }) => id === targetId);
      if (!requester || !target) return;
      const past = { requester: { userId, groupIds: requester.groupIds }, target, spec };
      expect(replay(world.policies, [...world.policies].reverse(), past, worldNow)).toBeNull();
      const gone = replay(world.policies, [], past, worldNow);
      if (gone) expect(gone.to).toEqual({ outcome: 'denied', policy: null, duration: null });
      expect(replay([], world.policies, past, worldNow)?.to ?? null).toEqual(gone?.from ?? null);
    }),
    { numRuns: 2000 },
  );
});
