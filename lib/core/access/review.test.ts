import { expect, test } from 'vitest';
import { decidersAmong, reviewRefusal } from './review';

const admin = { id: 'admin', role: 'Admin', disabledAt: null } as const;

test.each([
  ['any active admin decides', admin, 'engineer', false, null],
  ['a user does not', { ...admin, role: 'User' }, 'engineer', true, 'not-an-admin'],
  ['a disabled admin does not', { ...admin, disabledAt: new Date() }, 'engineer', true, 'not-an-admin'],
  ['nobody decides their own', admin, 'admin', false, 'own-request'],
  ['unless the organization allows it', admin, 'admin', true, null],
  ['which makes nobody an admin', { ...admin, role: 'User' }, 'admin', true, 'not-an-admin'],
] as const)('R6: %s', (_, reviewer, requesterId, selfApproval, refusal) => {
  expect(reviewRefusal(reviewer, { requesterId }, { selfApproval })).toBe(refusal);
});

test('R6: of several people the active admins decide, and the requester only where self-approval is allowed', () => {
  const people = [
    admin,
    { id: 'second', role: 'Admin', disabledAt: null },
    { id: 'disabled', role: 'Admin', disabledAt: new Date() },
    { id: 'engineer', role: 'User', disabledAt: null },
  ] as const;
  const deciders = (selfApproval: boolean) =>
    decidersAmong(people, { requesterId: 'admin' }, { selfApproval }).map(({ id }) => id);
  expect(deciders(false)).toEqual(['second']);
  expect(deciders(true)).toEqual(['admin', 'second']);
});
