import { statusAt } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { escapeShort, formatDate, truncate } from '../mrkdwn';
import { actionRow, section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { consoleButton, decisionButtons } from './request-buttons';
import {
  decisionLine,
  formatRequestEscaped,
  reasonBlocks,
  timeoutSentence,
  toMrkdwn,
  toPlainText,
} from './request-text';

/** Reminds an admin of a pending request (R9); later the same message shows its outcome. */
export function requestReminder(input: RequestInput): SlackMessageBody {
  const { request, now } = input;
  const subject = `${escapeShort(request.requester.email)} requests ${formatRequestEscaped(request)} for ${formatDuration(request.duration)}`;
  if (statusAt(request, now) !== 'Pending') {
    const decision = decisionLine(request, now);
    return {
      text: truncate(`${subject}. ${toPlainText(decision)}`, maxTextLength),
      blocks: [section(`*Reminder:* ${subject}\n${toMrkdwn(decision)}`)],
    };
  }
  const since = `Pending since ${formatDate(request.createdAt)}. ${timeoutSentence(request)}`.trimEnd();
  return {
    text: truncate(`Reminder: ${subject}. ${since}`, maxTextLength),
    blocks: [
      section(`⏳ *Reminder:* ${subject}\n${since}`),
      ...reasonBlocks(request),
      actionRow(...decisionButtons(request), consoleButton(input)),
    ],
  };
}
