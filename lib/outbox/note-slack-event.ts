import { insertSlackEvent } from '@/lib/db/slack/slack-events';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { sendJob } from './send-job';

// Longer than the first handling takes. By then, the process that received the event has handled it, or never will.
const takeOverSeconds = 30;

/**
 * Notes an event of Slack, and a job that handles it later unless it is handled by then. So an event that was acknowledged
 * is not lost when the process dies. False when it was noted before.
 */
export async function noteSlackEvent(eventId: string, body: string): Promise<boolean> {
  return inTransaction(async (tx) => {
    if (!(await insertSlackEvent(tx, eventId))) return false;
    const startAfter = new Date((await databaseNow(tx)).getTime() + takeOverSeconds * 1000);
    await sendJob(tx, 'handle-slack-event', { body }, startAfter);
    return true;
  });
}
