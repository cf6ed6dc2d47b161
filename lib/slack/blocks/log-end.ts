import { cut, link, say } from '@/lib/slack/mrkdwn';
import { section } from './elements';
import { logSubject } from './log-outcome';
import { type AboutRequest, longestText, type SlackMessageBody } from './message';
import { requestUrl } from './request-buttons';
import { ending } from './request-words';

/** One line for the log channel: access ended, how and when. */
export function logEnd(about: AboutRequest): SlackMessageBody {
  const { request, now } = about;
  const { sign, what, rest } = ending(request, now) ?? { sign: '⌛', what: 'Ended', rest: '' };
  const subject = `access of ${logSubject(request)}`;
  const where = `policy ${say(request.policy.name)}`;
  return {
    text: cut(`${what}${rest}: ${subject}, by ${where}.`, longestText),
    blocks: [
      section(`${sign} *${what}*${rest}  ·  ${subject}  ·  ${where}  ·  ${link(requestUrl(about), 'Open')}`),
    ],
  };
}
