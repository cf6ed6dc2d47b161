import { link } from '../mrkdwn';
import { context, section } from './elements';
import type { SlackMessageBody } from './message';

/** What an admin sends to check that messages are delivered. */
export function testMessage({ consoleUrl }: { consoleUrl: string }): SlackMessageBody {
  const text = 'Test message: access requests and decisions will appear here.';
  return {
    text: `${text} Sent from the Slack settings at ${consoleUrl}.`,
    blocks: [
      section(text),
      context(`Sent from the ${link(`${consoleUrl}/settings/integrations/slack`, 'Slack settings')}.`),
    ],
  };
}
