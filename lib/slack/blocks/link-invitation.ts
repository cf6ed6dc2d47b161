import { actions } from '../ids';
import { actionRow, button, section } from './elements';
import type { SlackMessageBody } from './message';

/** To an admin whose Slack account is not linked yet: the link to do so (R17). */
export function linkInvitation({ url }: { url: string }): SlackMessageBody {
  const title = 'Link your account to approve or deny in Slack.';
  const next =
    'Sign in through the link, then press the button again. The link works once and expires in ten minutes.';
  return {
    text: `${title} ${next} ${url}`,
    blocks: [
      section(`*${title}*\n${next}`),
      actionRow(button({ action: actions.linkAccount, text: 'Link your account', url, style: 'primary' })),
    ],
  };
}
