import type { KnownBlock } from '@slack/types';
import type { RequestView } from '@/lib/core/access/request';
import { escapeShort } from '../mrkdwn';
import { section } from './elements';

/** A Slack message: its blocks, and the same as sentences for notifications and screen readers. */
export type SlackMessageBody = { text: string; blocks: KnownBlock[] };

/** What a message about a request is rendered from. `consoleUrl` has no slash at its end. */
export type RequestInput = { request: RequestView; now: Date; consoleUrl: string };

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
