import { link } from '../mrkdwn';
import { installLink } from './connect';
import { context, header, section } from './elements';
import type { SlackMessageBody } from './message';

/** How to request access, step by step, and where the console is. */
export function helpMessage({ consoleUrl }: { consoleUrl: string }): SlackMessageBody {
  const steps = [
    '1. Type `/bz-list-targets` to see the targets you can request. Add words to filter by name, type or environment: `/bz-list-targets prod postgres`.',
    '2. Press *Request Access*, choose the account, action and duration, and give a reason.',
    '3. It’s approved automatically or by an admin. You’ll get a message with the connect command.',
    '4. Access expires automatically; ten minutes before, you can request more time. Use *End now* to end it sooner.',
    'Admins: `/bz-list-targets doctor` checks the integration.',
  ];
  return {
    text: `Request access to servers, databases, clusters and web apps. ${steps.join(' ').replace(/[*`]/g, '')} The console is at ${consoleUrl}.`,
    blocks: [
      header('Request access when you need it'),
      section(steps.join('\n')),
      context(
        `Your access and requests: ${link(consoleUrl, 'open the console')}, or this app’s Home tab.  ·  ${installLink(consoleUrl)}`,
      ),
    ],
  };
}
