'use server';

import { retryMessages } from '@/lib/slack-installation/retry-messages';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function retryMessagesAction(input: { messageId?: string }): Promise<ActionResult> {
  return runAction(
    'retry-messages',
    (ctx) => retryMessages(ctx, input),
    (count) => ({
      message: count === 1 ? 'It is sent again now.' : `${count} messages are sent again now.`,
      value: null,
    }),
  );
}
