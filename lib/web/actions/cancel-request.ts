'use server';

import { cancelRequest } from '@/lib/access/cancel-request';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function cancelRequestAction(input: { requestId: string }): Promise<ActionResult> {
  return runAction(
    'cancel-request',
    (ctx) => cancelRequest(ctx, input),
    ({ target }) => ({ message: `Cancelled: your request for ${target.name} is taken back.`, value: null }),
  );
}
