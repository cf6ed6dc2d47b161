'use server';

import { sendTestMessage } from '@/lib/slack/outbound/send-test-message';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function sendTestMessageAction(): Promise<ActionResult> {
  return runAction('send-test-message', sendTestMessage, ({ arrived, failed }) => ({
    message: [
      `The test message arrived at ${arrived.join(' and ')}.`,
      ...failed.map((one) => `Not at ${one}.`),
    ].join(' '),
    value: null,
  }));
}
