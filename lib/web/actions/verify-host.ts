'use server';

import { type VerifiedHost, verifyHost } from '@/lib/target-setup/verify-host';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function verifyHostAction(input: { targetId: string }): Promise<ActionResult<VerifiedHost>> {
  return runAction(
    'verify-host',
    (ctx) => verifyHost(ctx, input),
    (value) => ({
      message: value.ok
        ? 'The host does what its set-up says.'
        : 'The host does not do all that its set-up says.',
      value,
    }),
  );
}
