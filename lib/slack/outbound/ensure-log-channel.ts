import type { WebClient } from '@slack/web-api';
import type { InstallationRow } from '@/lib/db/slack/installations';
import { log } from '@/lib/log';
import { saveLogChannel, withLogChannel } from '@/lib/slack-installation/log-channel';
import { describeFailure, toSlackFailure } from './slack-failure';

/** The name of the log channel; when it is taken, a number is added. */
export const logChannelName = 'bzero-jit-log';

const maxNames = 50;

/** Slack's error codes for a channel that the app can no longer post to. */
export const lostChannelCodes: ReadonlySet<string> = new Set([
  'channel_not_found',
  'is_archived',
  'is_inactive',
  'not_in_channel',
]);

/**
 * The id of the log channel of an installation. Creates one when there is none, or when the stored one is
 * `lostChannelId`. Null when the installation was removed. Throws what the client throws.
 */
export async function ensureLogChannel(
  client: WebClient,
  installation: InstallationRow,
  lostChannelId?: string,
): Promise<string | null> {
  const known = installation.logChannelId;
  if (known !== null && known !== lostChannelId) return known;
  return withLogChannel(installation.id, async (current) => {
    // Another worker may have created it while this one waited for the lock.
    if (current.logChannelId !== null && current.logChannelId !== lostChannelId) return current.logChannelId;
    const channel = await create(client);
    await saveLogChannel(installation.id, channel);
    await setDescription(client, channel.id);
    return channel.id;
  });
}

/** Creates a private channel. An existing one is never used, whatever its name: it can belong to anyone. */
async function create(client: WebClient): Promise<{ id: string; name: string }> {
  for (let number = 1; number <= maxNames; number++) {
    const name = number === 1 ? logChannelName : `${logChannelName}-${number}`;
    try {
      const { channel } = await client.conversations.create({ name, is_private: true });
      if (channel?.id) return { id: channel.id, name: channel.name ?? name };
      throw new Error('Slack created a channel without an id');
    } catch (error) {
      const failure = toSlackFailure(error);
      if (failure.kind !== 'rejected' || failure.code !== 'name_taken') throw error;
    }
  }
  throw new Error(`all names from ${logChannelName} to ${logChannelName}-${maxNames} are taken`);
}

async function setDescription(client: WebClient, channel: string): Promise<void> {
  const texts = {
    topic: 'Just-in-time access: decisions and ends of access',
    purpose: 'One line for each decision and each end of access. Members get no permissions from it.',
  };
  try {
    await client.conversations.setTopic({ channel, topic: texts.topic });
    await client.conversations.setPurpose({ channel, purpose: texts.purpose });
  } catch (error) {
    log().warn({ why: describeFailure(toSlackFailure(error)) }, 'the log channel has no topic');
  }
}
