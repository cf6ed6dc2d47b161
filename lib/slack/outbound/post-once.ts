import type { WebClient } from '@slack/web-api';
import { findGap } from '@/lib/db/slack/gap';
import type { InstallationRow } from '@/lib/db/slack/installations';
import type { SlackMessageBody } from '../blocks/message';
import { findPostedMessage, postMessage } from './post-message';

/**
 * Posts a message that has no row to a person, unless it is in Slack already because the database was restored from a backup
 * and does not know it. Where the history cannot be read, it is posted: a second message is better than none. Throws what
 * the client throws.
 */
export async function postOnce(
  client: WebClient,
  { botUserId }: InstallationRow,
  slackUserId: string,
  { id, body }: { id: string; body: SlackMessageBody },
): Promise<void> {
  const gap = await findGap();
  if (gap) {
    const { channel } = await client.conversations.open({ users: slackUserId });
    const lost = { messageId: id, botUserId, since: gap.from };
    const found = channel?.id ? await findPostedMessage(client, channel.id, lost) : 'absent';
    if (typeof found !== 'string') return;
  }
  await postMessage(client, slackUserId, { id }, body);
}
