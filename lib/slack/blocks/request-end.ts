import { truncate } from '../mrkdwn';
import { actionRow, section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { againButton, consoleButton } from './request-buttons';
import { endLine, formatRequestEscaped, originBlock, toMrkdwn, toPlainText } from './request-text';
import { revocationLine } from './revocation';

/** Access is over: its person is told how, and may ask again. */
export function requestEnd(about: RequestInput): SlackMessageBody {
  const { request, now } = about;
  const end = endLine(request, now) ?? { sign: '⌛', what: 'Ended', rest: '' };
  const ask = formatRequestEscaped(request);
  const gone = request.revocationCheck?.state === 'Verified' ? revocationLine(request) : null;
  return {
    text: truncate(
      `Your access has ended: ${ask}. ${toPlainText(end)}${gone ? ` ${toPlainText(gone)}` : ''}`,
      maxTextLength,
    ),
    blocks: [
      section(`*Your access has ended:* ${ask}\n${toMrkdwn(end)}`),
      originBlock(request, ...(gone ? [toMrkdwn(gone)] : [])),
      actionRow(againButton(request), consoleButton(about)),
    ],
  };
}
