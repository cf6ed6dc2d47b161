import type { SlackAccount } from '@/lib/core/actor';
import { findSlackActorRow, type SlackActorRow } from '@/lib/db/slack/slack-actor';

export type { SlackActorRow };

/**
 * What is known of a Slack account that acts: the installation of its workspace, what Slack said of it, and
 * the person of ours with its address. Null when no organization has integrated the workspace.
 */
export async function findSlackActor(account: SlackAccount): Promise<SlackActorRow | null> {
  return findSlackActorRow(account);
}
