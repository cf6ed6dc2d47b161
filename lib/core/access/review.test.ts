import { expect, test } from 'vitest';
import { decidersAmong, isOwnRequest, reviewRefusal } from './review';

const admin = { id: 'admin', role: 'Admin', disabledAt: null } as const;

const madeBy = (id: string, creatorId: string | null = null) => ({ requester: { id, creatorId } });

test.each([
  ['any active admin decides', admin, 'engineer', false, null],
  ['a user does not', { ...admin, role: 'User' }, 'engineer', true, 'not-an-admin'],
  ['a disabled admin does not', { ...admin, disabledAt: new Date() }, 'engineer', true, 'not-an-admin'],
  ['nobody decides their own', admin, 'admin', false, 'own-request'],
  ['unless the organization allows it', admin, 'admin', true, null],
  ['which makes nobody an admin', { ...admin, role: 'User' }, 'admin', true, 'not-an-admin'],
] as const)('R6: %s', (_, reviewer, requesterId, selfApproval, refusal) => {
  expect(reviewRefusal(reviewer, madeBy(requesterId), { selfApproval })).toBe(refusal);
});

test('R6: of several people the active admins decide, and the requester only where self-approval is allowed', () => {
  const people = [
    admin,
    { id: 'second', role: 'Admin', disabledAt: null },
    { id: 'disabled', role: 'Admin', disabledAt: new Date() },
    { id: 'engineer', role: 'User', disabledAt: null },
  ] as const;
  const deciders = (selfApproval: boolean) =>
    decidersAmong(people, madeBy('admin'), { selfApproval }).map(({ id }) => id);
  expect(deciders(false)).toEqual(['second']);
  expect(deciders(true)).toEqual(['admin', 'second']);
});

test('R6: the request of a program counts as its creator’s own', () => {
  const byKey = madeBy('key', 'admin');
  expect(reviewRefusal(admin, byKey, { selfApproval: false })).toBe('own-request');
  expect(reviewRefusal(admin, byKey, { selfApproval: true })).toBeNull();
  expect(reviewRefusal({ ...admin, id: 'second' }, byKey, { selfApproval: false })).toBeNull();
  expect([isOwnRequest('admin', byKey), isOwnRequest('admin', madeBy('key'))]).toEqual([true, false]);
});
