import type { KnownBlock } from '@slack/types';
import type { RequestView } from '@/lib/core/access/request';

/** A message for Slack: the blocks that are seen, and the same in plain sentences that are read aloud. */
export type SlackMessageBody = { text: string; blocks: KnownBlock[] };

/** What every message about a request is drawn from. `consoleUrl` has no slash at its end. */
export type RequestInput = { request: RequestView; now: Date; consoleUrl: string };

/** Slack cuts an updated message's text off here, so it is cut before. */
export const maxTextLength = 3900;
