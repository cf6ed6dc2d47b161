import { statusAt } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { cut, formatDate, say } from '@/lib/slack/mrkdwn';
import { actionRow, section } from './elements';
import { type AboutRequest, longestText, type SlackMessageBody } from './message';
import { consoleButton, decisionButtons } from './request-buttons';
import { decision, formatRequestEscaped, reasonBlock, show, tell } from './request-words';

/** Reminds an admin of a request that still waits (R9); later the same message says what became of it. */
export function requestReminder(about: AboutRequest): SlackMessageBody {
  const { request, now } = about;
  const ask = `${say(request.requester.email)} asks for ${formatRequestEscaped(request)} for ${formatDuration(request.duration)}`;
  if (statusAt(request, now) !== 'Pending') {
    const became = decision(request, now);
    return {
      text: cut(`${ask}. ${tell(became)}`, longestText),
      blocks: [section(`*A reminder:* ${ask}\n${show(became)}`)],
    };
  }
  const until = request.lapsesAt ? ` It lapses ${formatDate(request.lapsesAt)} if nobody decides.` : '';
  const since = `It waits since ${formatDate(request.createdAt)}.${until}`;
  return {
    text: cut(`Still waiting: ${ask}. ${since}`, longestText),
    blocks: [
      section(`⏳ *Still waiting:* ${ask}\n${since}`),
      reasonBlock(request),
      actionRow(...decisionButtons(request), consoleButton(about)),
    ],
  };
}
