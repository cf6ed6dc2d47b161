import { link } from '../mrkdwn';
import { context, section } from './elements';
import type { SlackMessageBody } from './message';

/** What an admin sends to see that messages arrive. */
export function testMessage({ consoleUrl }: { consoleUrl: string }): SlackMessageBody {
  const what = 'This is a test message: what is asked for and decided arrives here.';
  return {
    text: `${what} It was sent from the settings of the console at ${consoleUrl}.`,
    blocks: [
      section(what),
      context(
        `Sent from ${link(`${consoleUrl}/settings/integrations/slack`, 'the settings of the console')}.`,
      ),
    ],
  };
}
