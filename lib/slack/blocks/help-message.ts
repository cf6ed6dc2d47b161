import { link } from '../mrkdwn';
import { context, header, section } from './elements';
import type { SlackMessageBody } from './message';

/** What the command does, step by step, and where the console is. */
export function helpMessage({ consoleUrl }: { consoleUrl: string }): SlackMessageBody {
  const steps = [
    '1. Type `/bz-list-targets` to see what you may ask for. Words narrow it down: `/bz-list-targets prod postgres` looks in names, types and environments.',
    '2. Press *Request Access*, choose as whom and for what, and say why.',
    '3. A policy approves at once, or an admin decides. You are told here either way, with the line that connects.',
    '4. Access ends by itself. *End now* gives it back earlier.',
    'Admins: `/bz-list-targets doctor` says whether the integration is well.',
  ].join('\n');
  return {
    text: `Ask for access to servers, databases, clusters and web apps. ${steps.replace(/\n|[*`]/g, (mark) => (mark === '\n' ? ' ' : ''))} The console is at ${consoleUrl}.`,
    blocks: [
      header('Access when you need it'),
      section(steps),
      context(
        `Your access and your requests: ${link(consoleUrl, 'open the console')}, or this app’s Home tab.`,
      ),
    ],
  };
}
