'use server';

import { setUserEnabled } from '@/lib/directory/set-user-enabled';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function setUserEnabledAction(input: {
  userId: string;
  enabled: boolean;
}): Promise<ActionResult> {
  return runAction(
    'set-user-enabled',
    (ctx) => setUserEnabled(ctx, input),
    () => ({
      message: input.enabled
        ? 'Enabled: they can sign in again.'
        : 'Disabled: they are signed out, and their access has ended.',
      value: null,
    }),
  );
}
