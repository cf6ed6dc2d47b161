import { expect, test } from 'vitest';
import { describeTermsGain, describeTermsLoss } from './policy-effect';

const change = { people: 1, targets: 4, targetUsers: ['root'], approval: true, duration: null };
const longer = { from: 60, to: 240 };
const shorter = { from: 240, to: 60 };

test('a sentence describes what people gain by other terms', () => {
  expect(describeTermsGain({ ...change, duration: longer })).toBe(
    '1 person gets root on 4 targets without approval, for 4 hours instead of 1 hour.',
  );
  expect(describeTermsGain(change)).toBe('1 person gets root on 4 targets without approval.');
  expect(describeTermsGain({ ...change, people: 2, targets: 1, approval: false, duration: longer })).toBe(
    '2 people get root on 1 target for 4 hours instead of 1 hour.',
  );
  expect(describeTermsGain({ ...change, targetUsers: [] })).toBe(
    '1 person gets access to 4 targets without approval.',
  );
});

test('a sentence describes what people lose by other terms', () => {
  expect(describeTermsLoss({ ...change, people: 2, duration: shorter })).toBe(
    '2 people need approval for root on 4 targets, and get it for 1 hour instead of 4 hours.',
  );
  expect(describeTermsLoss(change)).toBe('1 person needs approval for root on 4 targets.');
  expect(describeTermsLoss({ ...change, approval: false, duration: shorter })).toBe(
    '1 person gets root on 4 targets for 1 hour instead of 4 hours.',
  );
});
