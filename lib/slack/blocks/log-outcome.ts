import type { RequestView } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { cut, link, quoteInline, say } from '@/lib/slack/mrkdwn';
import { section } from './elements';
import { type AboutRequest, longestText, type SlackMessageBody } from './message';
import { requestUrl } from './request-buttons';
import { decision, formatRequestEscaped } from './request-words';

/** One line for the log channel: what was decided, by whom and by which policy, and why it was asked. */
export function logOutcome(about: AboutRequest): SlackMessageBody {
  const { request, now } = about;
  const { sign, what, rest } = decision(request, now);
  const { policy, child } = request;
  const where = `policy ${say(policy.name)} (version ${policy.version}, ${say(child.name)})`;
  const reason = quoteInline(request.reason);
  const why = denial(request);
  return {
    text: cut(
      `${what}${rest}: ${logSubject(request)}, by ${where}${why ? `. Answer: ${why}` : ''}. Reason: ${reason}.`,
      longestText,
    ),
    blocks: [
      section(
        [
          `${sign} *${what}*${rest}`,
          logSubject(request),
          where,
          ...(why ? [`answer: ${why}`] : []),
          `reason: ${reason}`,
          link(requestUrl(about), 'Open'),
        ].join('  ·  '),
      ),
    ],
  };
}

/** Who, what, of what, as whom, for how long: the same words in every line of the log. */
export function logSubject(request: RequestView): string {
  return `${say(request.requester.email)}, ${formatRequestEscaped(request)} for ${formatDuration(request.duration)}`;
}

function denial(request: RequestView): string | null {
  return request.state === 'Denied' && request.decisionReason ? quoteInline(request.decisionReason) : null;
}
