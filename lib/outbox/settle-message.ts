import {
  forgetPlace,
  markDelivered,
  markFailed,
  markPosting as notePostingRow,
  type Posting,
  releaseMessage,
} from '@/lib/db/slack/messages';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { sendJob } from './send-job';

export type { Posting };

/** Notes, before a post leaves, that its answer may never come. */
export async function markPosting(messageId: string, channel: string): Promise<void> {
  await notePostingRow(messageId, channel);
}

/** A message stands in Slack and shows a revision of its request. */
export async function settleMessage(
  messageId: string,
  place: { channel: string; ts: string; renderedRevision: number },
): Promise<void> {
  await markDelivered(messageId, place);
}

/** A message needs nothing: it shows what it should. */
export async function leaveMessage(messageId: string): Promise<void> {
  await releaseMessage(messageId);
}

/** A message is no longer where it stood. */
export async function loseMessage(messageId: string): Promise<void> {
  await forgetPlace(messageId);
}

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
