import { truncate } from '../mrkdwn';
import { actionRow, section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { againButton, consoleButton } from './request-buttons';
import {
  endLine,
  formatRequestEscaped,
  originBlock,
  toMrkdwn,
  toPlainText,
  unknownEnd,
} from './request-text';
import { revocationLine } from './revocation';

/** To the requester: access ended, how, and a button to request it again. */
export function requestEnd(input: RequestInput): SlackMessageBody {
  const { request } = input;
  const end = endLine(input) ?? unknownEnd;
  const subject = formatRequestEscaped(request);
  const verified = request.revocationCheck?.state === 'Verified' ? revocationLine(request) : null;
  return {
    text: truncate(
      `Your access ended: ${subject}. ${toPlainText(end)}${verified ? ` ${toPlainText(verified)}` : ''}`,
      maxTextLength,
    ),
    blocks: [
      section(`*Your access ended:* ${subject}\n${toMrkdwn(end)}`),
      originBlock(request, ...(verified ? [toMrkdwn(verified)] : [])),
      actionRow(againButton(request), consoleButton(input)),
    ],
  };
}
