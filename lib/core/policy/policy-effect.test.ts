import fc from 'fast-check';
import { expect, test } from 'vitest';
import { organizationSamples, sampleTime } from '@/test/organization-samples';
import { compareEffects, type EffectChange, type PolicyEffect, type TermsChange } from './policy-effect';
import { reachOf } from './policy-reach';

/** Pairs of versions on the same targets, with how many people they share. */
const versions = fc.record({
  sample: organizationSamples,
  sameReach: fc.boolean(),
  audience: fc.record({ more: fc.nat(2), fewer: fc.nat(2), kept: fc.nat(2) }),
  terms: fc.tuple(
    ...[1, 2].map(() => fc.record({ automatic: fc.boolean(), duration: fc.constantFrom(5, 60) })),
  ),
});

function pairOf({ sample, sameReach, terms }: typeof versions extends fc.Arbitrary<infer T> ? T : never) {
  const [one, two] = sample.policies;
  const effect = (policy: typeof one, index: number): PolicyEffect => ({
    terms: terms[index] ?? null,
    reach: reachOf(policy?.children ?? [], sample.targets, sampleTime),
  });
  return [effect(one, 0), effect(sameReach ? one : two, 1)] as const;
}

const samePeople = (kept: number) => ({ more: 0, fewer: 0, kept });

test('nobody gains or loses between two equal versions', () => {
  fc.assert(
    fc.property(versions, (sample) => {
      const [one] = pairOf(sample);
      expect(compareEffects(one, one, samePeople(sample.audience.kept))).toEqual({
        gains: null,
        losses: null,
      });
    }),
  );
});

test('swapping the old and the new version swaps what is gained and what is lost', () => {
  const seen = { approval: 0, duration: 0 };
  fc.assert(
    fc.property(versions, (sample) => {
      const [before, after] = pairOf(sample);
      const { more, fewer, kept } = sample.audience;
      const forward = compareEffects(before, after, { more, fewer, kept });
      const back = compareEffects(after, before, { more: fewer, fewer: more, kept });
      expect(sorted(back.gains)).toEqual(swapped(forward.losses));
      expect(sorted(back.losses)).toEqual(swapped(forward.gains));
      if (forward.gains?.terms?.approval) seen.approval++;
      if (forward.gains?.terms?.duration) seen.duration++;
    }),
    { numRuns: 2000 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
});

test('other terms are a change only for people and access that both versions have', () => {
  fc.assert(
    fc.property(versions, (sample) => {
      const [before, after] = pairOf(sample);
      const { gains, losses } = compareEffects(before, after, sample.audience);
      for (const terms of [gains?.terms, losses?.terms])
        if (terms) {
          expect(terms.people).toBe(sample.audience.kept);
          expect(terms.people * terms.targets).toBeGreaterThan(0);
        }
      const apart = { terms: after.terms, reach: new Map() };
      expect(compareEffects(before, apart, samePeople(1)).gains).toBeNull();
    }),
  );
});

test('root without approval and for longer is a gain, and an access policy has no terms of its own', () => {
  const spec = { targetUser: 'root', targetGroups: [], verb: 'Shell' as const };
  const reach = new Map(['a', 'b'].map((id) => [id, new Map([['as root, Shell', spec]])]));
  const approved = { terms: { automatic: false, duration: 60 }, reach };
  const automatic = { terms: { automatic: true, duration: 240 }, reach };
  const terms: TermsChange = {
    people: 1,
    targets: 2,
    targetUsers: ['root'],
    approval: true,
    duration: { from: 60, to: 240 },
  };
  expect(compareEffects(approved, automatic, samePeople(1))).toEqual({
    gains: { people: 0, targets: [], access: [], terms },
    losses: null,
  });
  const child = { terms: null, reach };
  expect(compareEffects(child, child, samePeople(1))).toEqual({ gains: null, losses: null });
});

/** As the change in the other direction has it. */
function swapped(change: EffectChange | null): EffectChange | null {
  if (!change?.terms?.duration) return sorted(change);
  const { from, to } = change.terms.duration;
  return sorted({ ...change, terms: { ...change.terms, duration: { from: to, to: from } } });
}

/** The order of targets and phrases has no meaning. */
function sorted(change: EffectChange | null): EffectChange | null {
  return change && { ...change, targets: [...change.targets].sort(), access: [...change.access].sort() };
}
