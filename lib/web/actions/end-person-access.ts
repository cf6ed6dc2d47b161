'use server';

import { endPersonAccess } from '@/lib/access/end-person-access';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function endPersonAccessAction(input: { userId: string }): Promise<ActionResult> {
  return runAction(
    'end-person-access',
    (ctx) => endPersonAccess(ctx, input),
    ({ email, ended, cancelled }) => ({
      message:
        ended + cancelled === 0
          ? `There was nothing to end: ${email} has no live access and waits for none.`
          : `Ended for ${email}: ${ended} live, ${cancelled} waiting.`,
      value: null,
    }),
  );
}
