import type { Tx } from '@/lib/db/client';
import { findInstallation } from '@/lib/db/slack/installations';
import { insertCheckpointMessage } from '@/lib/db/slack/messages';
import { sendJob } from './send-job';

/** Adds the line of a checkpoint for the log channel of its organization, if that is connected to Slack. */
export async function notifyCheckpoint(tx: Tx, { log, seq }: { log: string; seq: number }): Promise<void> {
  // The log of an organization has its id; the log of no organization has no channel.
  const installation = await findInstallation(log, tx);
  if (!installation) return;
  const messageId = await insertCheckpointMessage(tx, installation, seq);
  await sendJob(tx, 'deliver-slack', { messageId });
}
