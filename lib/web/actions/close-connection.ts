'use server';

import { closeConnection } from '@/lib/connections/close-connection';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function closeConnectionAction(input: { connectionId: string }): Promise<ActionResult> {
  return runAction(
    'close-connection',
    (ctx) => closeConnection(ctx, input),
    () => ({ message: 'The connection is closed.', value: null }),
  );
}
