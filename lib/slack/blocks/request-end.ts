import { truncate } from '../mrkdwn';
import { actionRow, context, section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { againButton } from './request-buttons';
import { endLine, formatRequestEscaped, toMrkdwn, toPlainText, unknownEnd } from './request-text';
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
      ...(verified ? [context(toMrkdwn(verified))] : []),
      actionRow(againButton(request)),
    ],
  };
}
