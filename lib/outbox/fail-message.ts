import { markFailed, type Posting } from '@/lib/db/slack/messages';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { sendJob } from './send-job';

/** A delivery failed for now: it is tried again after a pause, by a new job (R14). */
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

/** A delivery can't succeed: the console shows why. The next change of the request tries once more. */
export async function giveUpMessage(
  messageId: string,
  failure: { error: string; posting: Posting },
): Promise<void> {
  await inTransaction((tx) => markFailed(tx, messageId, { ...failure, final: true }));
}
