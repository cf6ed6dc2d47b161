import type { RequestView } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { escapeShort, link, quoteInline, truncate } from '../mrkdwn';
import { section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { requestUrl } from './request-buttons';
import { decisionLine, formatRequestEscaped } from './request-text';

/** One line for the log channel: what was decided, by whom and by which policy, and why it was asked. */
export function logOutcome(about: RequestInput): SlackMessageBody {
  const { request, now } = about;
  const { sign, what, rest } = decisionLine(request, now);
  const { policy, child } = request;
  const where = `policy ${escapeShort(policy.name)} (version ${policy.version}, ${escapeShort(child.name)})`;
  const reason = quoteInline(request.reason);
  const why = denial(request);
  return {
    text: truncate(
      `${what}${rest}: ${logSubject(request)}, by ${where}${why ? `. Answer: ${why}` : ''}. Reason: ${reason}.`,
      maxTextLength,
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
  return `${escapeShort(request.requester.email)}, ${formatRequestEscaped(request)} for ${formatDuration(request.duration)}`;
}

function denial(request: RequestView): string | null {
  return request.state === 'Denied' && request.decisionReason ? quoteInline(request.decisionReason) : null;
}
