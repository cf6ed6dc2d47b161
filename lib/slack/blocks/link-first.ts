import type { KnownBlock } from '@slack/types';
import { actions } from '../ids';
import { actionRow, button, section } from './elements';
import type { SlackMessageBody } from './message';

const title = 'Something needs an admin.';
const next =
  'Link your Slack account once to see it here and to decide in Slack. You can already see it in the console.';

/** In place of what only admins see, to an admin whose Slack account is not linked: says nothing of it (R17). */
export function linkFirstMessage(consoleUrl: string): SlackMessageBody {
  return { text: `${title} ${next} ${consoleUrl}/requests`, blocks: linkFirstBlocks(consoleUrl, title) };
}

/** The same on the Home tab, where the queue of requests would be. */
export function linkFirstBlocks(consoleUrl: string, heading: string): KnownBlock[] {
  return [
    section(`*${heading}*\n${next}`),
    actionRow(
      button({ action: actions.startLink, text: 'Link your account', style: 'primary' }),
      button({ action: actions.openConsole, text: 'Open the console', url: `${consoleUrl}/requests` }),
    ),
  ];
}
