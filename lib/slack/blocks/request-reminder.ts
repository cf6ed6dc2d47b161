import { statusAt } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { escapeShort, formatDate, truncate } from '../mrkdwn';
import { actionRow, section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { consoleButton, decisionButtons } from './request-buttons';
import { decisionLine, formatRequestEscaped, reasonBlock, toMrkdwn, toPlainText } from './request-text';

/** Reminds an admin of a request that still waits (R9); later the same message says what became of it. */
export function requestReminder(about: RequestInput): SlackMessageBody {
  const { request, now } = about;
  const ask = `${escapeShort(request.requester.email)} asks for ${formatRequestEscaped(request)} for ${formatDuration(request.duration)}`;
  if (statusAt(request, now) !== 'Pending') {
    const became = decisionLine(request, now);
    return {
      text: truncate(`${ask}. ${toPlainText(became)}`, maxTextLength),
      blocks: [section(`*A reminder:* ${ask}\n${toMrkdwn(became)}`)],
    };
  }
  const until = request.lapsesAt ? ` It lapses ${formatDate(request.lapsesAt)} if nobody decides.` : '';
  const since = `It waits since ${formatDate(request.createdAt)}.${until}`;
  return {
    text: truncate(`Still waiting: ${ask}. ${since}`, maxTextLength),
    blocks: [
      section(`⏳ *Still waiting:* ${ask}\n${since}`),
      reasonBlock(request),
      actionRow(...decisionButtons(request), consoleButton(about)),
    ],
  };
}
