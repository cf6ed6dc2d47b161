import { expect, test } from 'vitest';
import { reviewRefusal } from './review';

const admin = { userId: 'admin', role: 'Admin', disabledAt: null } as const;

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
