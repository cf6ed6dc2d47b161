import type { KnownBlock } from '@slack/types';
import type { RequestView } from '@/lib/core/access/request';
import { escapeShort } from '../mrkdwn';
import { section } from './elements';

/** A Slack message: its blocks, and the same as sentences for notifications and screen readers. */
export type SlackMessageBody = { text: string; blocks: KnownBlock[] };

/** The Slack accounts of people, by their ids. A person who is not in it is shown by their address. */
export type Mentions = ReadonlyMap<string, string>;

/**
 * Shows everybody by their address, as in the log channel: it is a record, and a mention would notify its members of what
 * they did themselves.
 */
export const noMentions: Mentions = new Map();

/** What a message about a request is rendered from. `consoleUrl` has no slash at its end. */
export type RequestInput = { request: RequestView; now: Date; consoleUrl: string; mentions: Mentions };

/** Slack truncates the text of an updated message at 4,000 characters. */
export const maxTextLength = 3900;

/** Plain text as a message of one paragraph. */
export function textMessage(text: string): SlackMessageBody {
  return mrkdwnMessage(escapeShort(text, 2900));
}

/** Escaped mrkdwn as a message of one paragraph. */
export function mrkdwnMessage(text: string): SlackMessageBody {
  return { text, blocks: [section(text)] };
}
