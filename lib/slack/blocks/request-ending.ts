import { statusAt } from '@/lib/core/access/request';
import { formatDate, truncate } from '../mrkdwn';
import { actionRow, section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { againButton, moreTimeButton } from './request-buttons';
import { endLine, formatRequestEscaped, toMrkdwn, toPlainText, unknownEnd } from './request-text';

/** To the requester, some minutes before the end of access; after it, the same message says how it ended. */
export function requestEnding(input: RequestInput): SlackMessageBody {
  const { request, now } = input;
  const subject = formatRequestEscaped(request);
  if (statusAt(request, now) !== 'Active') {
    const end = endLine(input) ?? unknownEnd;
    return {
      text: truncate(`${toPlainText(end)} ${subject}.`, maxTextLength),
      blocks: [section(`${toMrkdwn(end)}  ·  ${subject}`), actionRow(againButton(request))],
    };
  }
  const end = request.grant ? ` ${formatDate(request.grant.expiresAt)}` : ' soon';
  return {
    text: truncate(`Your access ends${end}: ${subject}. Open sessions close at that time.`, maxTextLength),
    blocks: [
      section(`⏳ *Your access ends${end}:* ${subject}\nOpen sessions close at that time.`),
      actionRow(moreTimeButton(request)),
    ],
  };
}
