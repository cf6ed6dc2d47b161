import { expect, test } from 'vitest';
import type { Offer } from './access-request';
import { describeOffer } from './describe-offer';

const offer = (more: Partial<Offer>): Offer => ({
  targetUsers: ['root'],
  targetGroups: [],
  verbs: ['Shell'],
  automatic: false,
  duration: 60,
  ...more,
});
const anything = { targetUser: null, targetGroups: [], verb: null };
const deploy = offer({ targetUsers: ['deploy'], automatic: true, duration: 240 });

test('who decides and for how long', () => {
  expect(describeOffer([offer({})], anything)).toBe(
    'It needs admin approval. Access lasts 1 hour from approval.',
  );
  expect(describeOffer([deploy], anything)).toBe('It is approved automatically for 4 hours.');
});

test('while a choice is missing, what all offers have in common', () => {
  expect(describeOffer([offer({}), deploy], anything)).toBe(
    'Approval and duration depend on what you select.',
  );
  expect(describeOffer([offer({}), offer({ targetUsers: ['deploy'] })], anything)).toBe(
    'It needs admin approval. Access lasts 1 hour from approval.',
  );
  expect(describeOffer([offer({}), deploy], { ...anything, targetUser: 'deploy' })).toBe(
    'It is approved automatically for 4 hours.',
  );
});

test('R2 the first of several offers for the same access counts', () => {
  expect(describeOffer([deploy, offer({ targetUsers: ['deploy'] })], anything)).toBe(
    'It is approved automatically for 4 hours.',
  );
});

test('what nothing offers is an error', () => {
  expect(() => describeOffer([deploy], { ...anything, targetUser: 'root' })).toThrow(
    'You can\'t request access as "root" on this target. Allowed target users: deploy.',
  );
});
