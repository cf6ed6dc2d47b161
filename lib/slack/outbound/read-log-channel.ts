import type { WebClient } from '@slack/web-api';
import { lostChannelCodes } from './ensure-log-channel';
import { toSlackFailure } from './slack-failure';

/** The log channel as Slack reports it. `name` is null if Slack does not tell it. */
export type LogChannelFacts = {
  name: string | null;
  isPrivate: boolean;
  isArchived: boolean;
  /** shared with another organization or workspace, or an invitation is pending */
  isShared: boolean;
};

/** Reads the log channel from Slack; `lost` if the app can no longer reach it. Throws what the client throws. */
export async function readLogChannel(client: WebClient, id: string): Promise<LogChannelFacts | 'lost'> {
  try {
    const { channel } = await client.conversations.info({ channel: id });
    return {
      name: channel?.name ?? null,
      isPrivate: channel?.is_private === true,
      isArchived: channel?.is_archived === true,
      isShared: Boolean(channel?.is_ext_shared || channel?.is_pending_ext_shared || channel?.is_org_shared),
    };
  } catch (error) {
    const failure = toSlackFailure(error);
    if (failure.kind !== 'rejected') throw error;
    if (lostChannelCodes.has(failure.code)) return 'lost';
    if (failure.code !== 'missing_scope' || !(await readsPrivateChannels(client))) throw error;
    // The app reads private channels only: one that it can no longer read is public now.
    return { name: null, isPrivate: false, isArchived: false, isShared: false };
  }
}

// The scopes of an answer are newer than those stored at the installation.
async function readsPrivateChannels(client: WebClient): Promise<boolean> {
  const { response_metadata } = await client.auth.test();
  return response_metadata?.scopes?.includes('groups:read') === true;
}
