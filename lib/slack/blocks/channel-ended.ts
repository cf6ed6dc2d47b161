import { link } from '../mrkdwn';
import { section } from './elements';
import type { SlackMessageBody } from './message';

/** The last line of a log channel, before the integration that posts to it ends. */
export function channelEnded({ consoleUrl }: { consoleUrl: string }): SlackMessageBody {
  const text =
    'The Slack integration was removed. Nothing more is posted to this channel. A new integration creates a channel of its own.';
  return {
    text: `${text} The audit log continues in the console, at ${consoleUrl}/audit.`,
    blocks: [section(`🔚 ${text} The audit log continues in ${link(`${consoleUrl}/audit`, 'the console')}.`)],
  };
}
