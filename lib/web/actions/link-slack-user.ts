'use server';

import { linkSlackUser } from '@/lib/directory/link-slack-user';
import type { ActionResult } from '../action-result';
import { answer } from '../run-action';

export async function linkSlackUserAction(input: { token: string }): Promise<ActionResult> {
  return answer(
    'link-slack-user',
    (ctx) => linkSlackUser(ctx, input),
    () => ({ message: 'Linked. Go back to Slack and press the button again.', value: null }),
  );
}
