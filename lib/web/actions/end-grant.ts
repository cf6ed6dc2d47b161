'use server';

import { endGrant } from '@/lib/access/end-grant';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function endGrantAction(input: { requestId: string }): Promise<ActionResult> {
  return runAction(
    'end-grant',
    (ctx) => endGrant(ctx, input),
    ({ grant, requester, target }) => ({
      message:
        grant?.state === 'Relinquished'
          ? `Ended: your access to ${target.name} is over.`
          : `Revoked: ${requester.email} has no access to ${target.name} any more.`,
      value: null,
    }),
  );
}
