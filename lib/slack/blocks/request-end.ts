import { cut } from '@/lib/slack/mrkdwn';
import { actionRow, section } from './elements';
import { type AboutRequest, longestText, type SlackMessageBody } from './message';
import { againButton, consoleButton } from './request-buttons';
import { ending, formatRequestEscaped, originBlock, show, tell } from './request-words';
import { describeRevocationCheck } from './revocation';

/** Access is over: its person is told how, and may ask again. */
export function requestEnd(about: AboutRequest): SlackMessageBody {
  const { request, now } = about;
  const end = ending(request, now) ?? { sign: '⌛', what: 'Ended', rest: '' };
  const ask = formatRequestEscaped(request);
  const gone = request.revocationCheck?.state === 'Verified' ? describeRevocationCheck(request) : null;
  return {
    text: cut(`Your access has ended: ${ask}. ${tell(end)}${gone ? ` ${tell(gone)}` : ''}`, longestText),
    blocks: [
      section(`*Your access has ended:* ${ask}\n${show(end)}`),
      originBlock(request, ...(gone ? [show(gone)] : [])),
      actionRow(againButton(request), consoleButton(about)),
    ],
  };
}
