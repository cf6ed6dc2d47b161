import { statusAt } from '@/lib/core/access/request';
import { formatDate, truncate } from '../mrkdwn';
import { actionRow, personText, section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { consoleButton, decisionButtons } from './request-buttons';
import {
  decisionLine,
  requestSentence,
  requestSentenceInBold,
  timeoutSentence,
  toMrkdwn,
  toPlainText,
} from './request-text';

/** Reminds an admin of a pending request (R9); later the same message shows its outcome. */
export function requestReminder(input: RequestInput): SlackMessageBody {
  const { request, now } = input;
  const subject = requestSentence(input);
  const inBold = requestSentenceInBold(input);
  if (statusAt(request, now) !== 'Pending') {
    const decision = decisionLine(input);
    return {
      text: truncate(`${subject}. ${toPlainText(decision)}`, maxTextLength),
      blocks: [section(`*Reminder:* ${inBold}\n${toMrkdwn(decision)}`)],
    };
  }
  const since = `Pending since ${formatDate(request.createdAt)}. ${timeoutSentence(request)}`.trimEnd();
  return {
    text: truncate(`Reminder: ${subject}. ${since}`, maxTextLength),
    blocks: [
      section(`⏳ *Reminder:* ${inBold}\n${since}`),
      personText(`Reason: ${request.reason}`),
      actionRow(...decisionButtons(request), consoleButton(input)),
    ],
  };
}
