import { escapeShort, link, truncate } from '../mrkdwn';
import { section } from './elements';
import { logSubject } from './log-outcome';
import { maxTextLength, noMentions, type RequestInput, type SlackMessageBody } from './message';
import { requestUrl } from './request-buttons';
import { endLine, unknownEnd } from './request-text';

/** One line for the log channel: how and when access ended. */
export function logEnd(input: RequestInput): SlackMessageBody {
  const { request, now } = input;
  const { icon, title, detail } =
    endLine({ request, now, mentions: noMentions, isPosted: true }) ?? unknownEnd;
  const subject = logSubject(request);
  const policy = `policy ${escapeShort(request.policy.name)}`;
  return {
    text: truncate(`${title}${detail}: ${subject}, by ${policy}.`, maxTextLength),
    blocks: [
      section(
        `${icon} *${title}*${detail}  ·  ${subject}  ·  ${policy}  ·  ${link(requestUrl(input), 'Open')}`,
      ),
    ],
  };
}
