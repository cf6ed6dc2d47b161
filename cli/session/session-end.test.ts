import { expect, test } from 'vitest';
import { type AccessEnd, closeReasonOf } from '@/lib/core/access/connection';
import { sampleConnection } from '@/test/zli-samples';
import { endByServer } from './session-end';

test.each<[AccessEnd, number]>([
  [{ kind: 'expired' }, 8],
  [{ kind: 'released' }, 8],
  [{ kind: 'revoked', by: 'admin@acme.test' }, 8],
  [{ kind: 'invalidated', reason: 'PolicyEdited' }, 7],
  [{ kind: 'invalidated', reason: 'PolicyDeleted' }, 8],
  [{ kind: 'invalidated', reason: 'PolicyExpired' }, 8],
  [{ kind: 'invalidated', reason: 'PersonDisabled' }, 8],
  [{ kind: 'invalidated', reason: 'LeftGroup' }, 8],
  [{ kind: 'invalidated', reason: 'TargetRetired' }, 8],
  [{ kind: 'invalidated', reason: 'TargetMoved' }, 8],
  [{ kind: 'invalidated', reason: 'NotCovered' }, 8],
])('R21: a session whose access ended as %o exits with %i', (end, exitCode) => {
  const watched = {
    state: 'Closed',
    accessExpirationTime: null,
    closeReason: closeReasonOf(end),
    message: 'Because.',
  } as const;
  expect(endByServer(sampleConnection(), watched)).toEqual({ message: 'Because.', exitCode });
});
