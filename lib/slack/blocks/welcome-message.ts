import { escapeShort, link } from '../mrkdwn';
import { context, section } from './elements';
import type { SlackMessageBody } from './message';

/** The first message to somebody: what to type, and what they will hear here. */
export function welcomeMessage(about: {
  name: string;
  isAdmin: boolean;
  consoleUrl: string;
}): SlackMessageBody {
  const asks = 'Type `/bz-list-targets` to see what you may ask access for, and press *Request Access*.';
  const hears = about.isAdmin
    ? 'You are an admin: requests that need a decision come to you here, with Approve and Deny.'
    : 'The answer comes to you here, with the line that connects.';
  const hello = `Hello ${escapeShort(about.name)}.`;
  return {
    text: `${hello} ${asks.replace(/[*`]/g, '')} ${hears}`,
    blocks: [
      section(`👋 ${hello}\n${asks}\n${hears}`),
      context(`\`/bz-list-targets help\` says more  ·  ${link(about.consoleUrl, 'Open the console')}`),
    ],
  };
}
