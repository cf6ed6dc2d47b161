import { truncate } from '../mrkdwn';
import { section } from './elements';
import { maxTextLength, type SlackMessageBody } from './message';

/**
 * Several lines of the log channel as one message, because Slack takes about one message a second for a channel. Each
 * keeps its first line with its link; the reasons are in the console.
 */
export function logLines(lines: readonly SlackMessageBody[]): SlackMessageBody {
  const title = `${lines.length} events in one message, because many happened at once.`;
  return {
    text: truncate([title, ...lines.map(({ text }) => truncate(text, 300))].join('\n'), maxTextLength),
    blocks: [section(`*${title}*`), ...lines.flatMap(({ blocks }) => blocks.slice(0, 1))],
  };
}
