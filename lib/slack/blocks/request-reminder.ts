import { statusAt } from '@/lib/core/access/request';
import { sayDuration } from '@/lib/core/text/duration';
import { cut, say, sayDate } from '@/lib/slack/mrkdwn';
import { actionRow, section } from './elements';
import { type AboutRequest, longestText, type SlackMessageBody } from './message';
import { consoleButton, decisionButtons } from './request-buttons';
import { decision, reasonBlock, sayAskEscaped, show, tell } from './request-words';

/** Reminds an admin of a request that still waits (R9); later the same message says what became of it. */
export function requestReminder(about: AboutRequest): SlackMessageBody {
  const { request, now } = about;
  const ask = `${say(request.requester.email)} asks for ${sayAskEscaped(request)} for ${sayDuration(request.duration)}`;
  if (statusAt(request, now) !== 'Pending') {
    const became = decision(request, now);
    return {
      text: cut(`${ask}. ${tell(became)}`, longestText),
      blocks: [section(`*A reminder:* ${ask}\n${show(became)}`)],
    };
  }
  const until = request.lapsesAt ? ` It lapses ${sayDate(request.lapsesAt)} if nobody decides.` : '';
  const since = `It waits since ${sayDate(request.createdAt)}.${until}`;
  return {
    text: cut(`Still waiting: ${ask}. ${since}`, longestText),
    blocks: [
      section(`⏳ *Still waiting:* ${ask}\n${since}`),
      reasonBlock(request),
      actionRow(...decisionButtons(request), consoleButton(about)),
    ],
  };
}
