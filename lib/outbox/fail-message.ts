import { markFailed, type Posting } from '@/lib/db/slack/messages';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { sendJob } from './send-job';

/** Saves a transient failure and schedules a retry (R14). */
export async function retryMessage(
  messageId: string,
  failure: { error: string; posting: Posting; afterSeconds: number },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { error, posting, afterSeconds } = failure;
    await markFailed(tx, messageId, { error, posting, final: false });
    const startAfter = new Date((await databaseNow(tx)).getTime() + afterSeconds * 1000);
    await sendJob(tx, 'deliver-slack', { messageId }, startAfter);
  });
}

/** Saves a permanent failure; the console shows it, and the next change of the request retries it. */
export async function giveUpMessage(
  messageId: string,
  failure: { error: string; posting: Posting },
): Promise<void> {
  await inTransaction((tx) => markFailed(tx, messageId, { ...failure, final: true }));
}
