import { type Lease, markFailed, type Posting, postponeMessageRow } from '@/lib/db/slack/messages';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { sendJob } from './send-job';

/** Saves a transient failure and schedules a retry (R14), unless another worker took the message over. */
export async function retryMessage(
  held: Lease,
  failure: { error: string; posting: Posting; afterSeconds: number },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { error, posting, afterSeconds } = failure;
    if (!(await markFailed(tx, held, { error, posting, final: false }))) return;
    const startAfter = new Date((await databaseNow(tx)).getTime() + afterSeconds * 1000);
    await sendJob(tx, 'deliver-slack', { messageId: held.id }, startAfter);
  });
}

/** Has a message wait for some seconds: Slack wants a pause, or an earlier message comes first. */
export async function postponeMessage(held: Lease, seconds: number): Promise<void> {
  await inTransaction(async (tx) => {
    if (!(await postponeMessageRow(tx, held))) return;
    const startAfter = new Date((await databaseNow(tx)).getTime() + seconds * 1000);
    await sendJob(tx, 'deliver-slack', { messageId: held.id }, startAfter);
  });
}

/** Saves a permanent failure; the console shows it, and the next change of the request retries it. */
export async function giveUpMessage(
  held: Lease,
  failure: { error: string; posting: Posting },
): Promise<void> {
  await inTransaction((tx) => markFailed(tx, held, { ...failure, final: true }));
}
