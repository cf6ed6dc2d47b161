'use server';

import { closeConnection } from '@/lib/connections/close-connection';
import { type ActionResult, done } from '../action-result';
import { runAction } from '../run-action';

export async function closeConnectionAction(input: { connectionId: string }): Promise<ActionResult> {
  return runAction('close-connection', async (ctx) => {
    await closeConnection(ctx, input);
    return done('Session closed.');
  });
}
