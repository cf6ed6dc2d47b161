import { findMessagesWithoutJob } from '@/lib/db/slack/messages';
import { inTransaction } from '@/lib/db/transaction';
import { leaseSeconds } from './claim-message';
import { sendJob } from './send-job';

const batch = 500;

/** Sends a job for each message whose job was lost, or whose worker died or stopped with it. Returns their number. */
export async function redeliverMessages(): Promise<number> {
  const ids = await findMessagesWithoutJob(batch, leaseSeconds);
  if (ids.length > 0) {
    await inTransaction(async (tx) => {
      for (const messageId of ids) await sendJob(tx, 'deliver-slack', { messageId });
    });
  }
  return ids.length;
}
