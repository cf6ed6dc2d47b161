import type { SlackAccount } from '@/lib/core/actor';
import { findSlackReaderRow, type SlackReaderRow } from '@/lib/db/slack/slack-reader';

export type { SlackReaderRow };

/**
 * What is known of a Slack account that acts: the installation of its workspace, what Slack said of it, and
 * the person of ours with its address. Null when no organization has integrated the workspace.
 */
export async function findSlackReader(account: SlackAccount): Promise<SlackReaderRow | null> {
  return findSlackReaderRow(account);
}
