'use server';

import { sendTestMessage } from '@/lib/slack/outbound/send-test-message';
import { removeInstallation } from '@/lib/slack-installation/remove-installation';
import { retryMessages } from '@/lib/slack-installation/retry-messages';
import { type ActionResult, done } from '../action-result';
import { runAction } from '../run-action';

export async function removeInstallationAction(): Promise<ActionResult> {
  return runAction('remove-installation', async (ctx) => {
    await removeInstallation(ctx);
    return done('Integration removed.');
  });
}

export async function retryMessagesAction(input: { messageId?: string }): Promise<ActionResult> {
  return runAction('retry-messages', async (ctx) => {
    const count = await retryMessages(ctx, input);
    return done(count === 1 ? 'Sending 1 message again.' : `Sending ${count} messages again.`);
  });
}

export async function sendTestMessageAction(): Promise<ActionResult> {
  return runAction('send-test-message', async (ctx) => {
    const { arrived, failed } = await sendTestMessage(ctx);
    return done(
      [
        `Test message delivered to ${arrived.join(' and ')}.`,
        ...failed.map((one) => `Not delivered to ${one}.`),
      ].join(' '),
    );
  });
}
