import { actions } from '../ids';
import { escapeShort } from '../mrkdwn';
import { actionRow, button, section } from './elements';
import type { SlackMessageBody } from './message';

/** To a person whose code was approved: which device acts as them now, and what to do if it is not theirs. */
export function deviceLoginMessage(about: {
  device: string;
  address: string | null;
  consoleUrl: string;
}): SlackMessageBody {
  const { device, address, consoleUrl } = about;
  const from = address ? ` (network address ${escapeShort(address)})` : '';
  const title = `zli on ${escapeShort(device)}${from} can now act as you.`;
  const next = 'If you did not run zli login --device there, sign it out under My access.';
  const url = `${consoleUrl}/access`;
  return {
    text: `${title} ${next} ${url}`,
    blocks: [
      section(`*${title}*\n${next}`),
      actionRow(button({ action: actions.openConsole, text: 'Open My access', url })),
    ],
  };
}
