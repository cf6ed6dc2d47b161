import type { SlackRole } from '@/lib/directory/find-slack-account';
import { escapeShort, link } from '../mrkdwn';
import { context, section } from './elements';
import type { SlackMessageBody } from './message';

const messagesOf: Readonly<Record<SlackRole, string>> = {
  user: 'The decision arrives here, with the connect command.',
  admin: 'You’re an admin: requests that need approval arrive here, with Approve and Deny.',
  'unlinked-admin':
    'You’re an admin: once you link your Slack account, requests that need approval arrive here. The Home tab has the button.',
};

/** The first message to a user: how to request access, and what arrives here. */
export function welcomeMessage(input: {
  name: string;
  role: SlackRole;
  consoleUrl: string;
}): SlackMessageBody {
  const hello = `Hello ${escapeShort(input.name)}.`;
  const request = 'Type `/bz-list-targets` to see the targets you can request, and press *Request Access*.';
  const messages = messagesOf[input.role];
  return {
    text: `${hello} ${request.replace(/[*`]/g, '')} ${messages}`,
    blocks: [
      section(`👋 ${hello}\n${request}\n${messages}`),
      context(`How it works: \`/bz-list-targets help\`  ·  ${link(input.consoleUrl, 'Open the console')}`),
    ],
  };
}
