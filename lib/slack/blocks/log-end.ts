import { escapeShort, link, truncate } from '../mrkdwn';
import { section } from './elements';
import { logSubject } from './log-outcome';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { requestUrl } from './request-buttons';
import { endLine } from './request-text';

/** One line for the log channel: access ended, how and when. */
export function logEnd(about: RequestInput): SlackMessageBody {
  const { request, now } = about;
  const { sign, what, rest } = endLine(request, now) ?? { sign: '⌛', what: 'Ended', rest: '' };
  const subject = `access of ${logSubject(request)}`;
  const where = `policy ${escapeShort(request.policy.name)}`;
  return {
    text: truncate(`${what}${rest}: ${subject}, by ${where}.`, maxTextLength),
    blocks: [
      section(`${sign} *${what}*${rest}  ·  ${subject}  ·  ${where}  ·  ${link(requestUrl(about), 'Open')}`),
    ],
  };
}
