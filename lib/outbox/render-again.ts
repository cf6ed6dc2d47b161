import { markOutdated } from '@/lib/db/slack/messages';
import { inTransaction } from '@/lib/db/transaction';
import { sendJob } from './send-job';

/** Has a message rendered from the current state once more. */
export async function renderAgain(messageId: string): Promise<void> {
  await inTransaction(async (tx) => {
    await markOutdated(tx, messageId);
    await sendJob(tx, 'deliver-slack', { messageId });
  });
}
