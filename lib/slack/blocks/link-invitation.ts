import { actions } from '../ids';
import { actionRow, button, section } from './elements';
import type { SlackMessageBody } from './message';

/** An admin's Slack account is not linked yet: why it must be, and the link that does it (R17). */
export function linkInvitation({ url }: { url: string }): SlackMessageBody {
  const what = 'To decide in Slack, link your account once.';
  const next = 'Sign in through the link, come back and press the button again. Nothing was decided yet.';
  return {
    text: `${what} ${next} The link works for ten minutes: ${url}`,
    blocks: [
      section(`*${what}*\n${next}\nThe link works once, for ten minutes.`),
      actionRow(
        button({
          action: actions.linkAccount,
          text: 'Link your account',
          url,
          style: 'primary',
        }),
      ),
    ],
  };
}
