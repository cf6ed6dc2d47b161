import type { RequestView } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { escapeShort, link, quoteInline, truncate } from '../mrkdwn';
import { personText, section } from './elements';
import { maxTextLength, noMentions, type RequestInput, type SlackMessageBody } from './message';
import { requestUrl } from './request-buttons';
import { decisionLine, formatRequestEscaped } from './request-text';

/** One line for the log channel: the decision, the policy and the reasons. */
export function logOutcome(input: RequestInput): SlackMessageBody {
  const { request, now } = input;
  const { icon, title, detail } = decisionLine({ request, now, mentions: noMentions, isPosted: true });
  const { child } = request;
  const policy = `policy ${escapeShort(request.policy.name)} (version ${request.policy.version}, ${escapeShort(child.name)})`;
  const reason = quoteInline(request.reason);
  const denial = denialReason(request);
  return {
    text: truncate(
      `${title}${detail}: ${logSubject(request)}, by ${policy}${denial ? `. Denied because: ${denial}` : ''}. Reason: ${reason}.`,
      maxTextLength,
    ),
    blocks: [
      section(
        [`${icon} *${title}*${detail}`, logSubject(request), policy, link(requestUrl(input), 'Open')].join(
          '  ·  ',
        ),
      ),
      personText(`Reason: ${request.reason}`, 300),
      ...(denial ? [personText(`Denied because: ${request.decisionReason}`, 300)] : []),
    ],
  };
}

/** Requester, access and duration. Escaped. */
export function logSubject(request: RequestView): string {
  return `${escapeShort(request.requester.email)}, ${formatRequestEscaped(request)} for ${formatDuration(request.duration)}`;
}

function denialReason(request: RequestView): string | null {
  return request.state === 'Denied' && request.decisionReason ? quoteInline(request.decisionReason) : null;
}
