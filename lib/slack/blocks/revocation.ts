import type { RequestView } from '@/lib/core/access/request';
import { escapeShort, link, truncate, withLocalTimes } from '../mrkdwn';
import { actionRow, context, section } from './elements';
import { logSubject } from './log-outcome';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { consoleButton, requestUrl } from './request-buttons';
import {
  formatAt,
  formatPerson,
  formatRequestEscaped,
  type StatusLine,
  toMrkdwn,
  toPlainText,
} from './request-text';

const checked: StatusLine = { icon: '🔒', title: 'Revocation checked', detail: '' };

/**
 * Whether the target refuses the ended access (R22); null before the first check and while it is pending. With `postedAt`,
 * for a message of that time, which Slack shows.
 */
export function revocationLine(
  { revocationCheck }: Pick<RequestView, 'revocationCheck'>,
  postedAt?: Date,
): StatusLine | null {
  if (!revocationCheck?.checkedAt) return null;
  // The line ends with a period where it becomes a sentence.
  const evidence = withLocalTimes(escapeShort(revocationCheck.detail.replace(/\.$/, ''), 600));
  const { checkedAt } = revocationCheck;
  const at = postedAt
    ? formatAt(checkedAt, { now: postedAt, isPosted: true })
    : formatAt(checkedAt, { now: checkedAt });
  const detail = `${at}: ${evidence}`;
  switch (revocationCheck.state) {
    case 'Verified':
      return { icon: '🔒', title: 'Revocation verified', detail };
    case 'StillOpen':
      return { icon: '🚨', title: 'Access still works after revocation', detail };
    case 'Unverified':
      return { icon: '❔', title: 'Revocation not verified', detail };
    case 'Pending':
      return null;
  }
}

/** One line for the log channel: the result of a revocation check. */
export function logRevocation(input: RequestInput): SlackMessageBody {
  const { request, now } = input;
  const line = revocationLine(request, now) ?? checked;
  const subject = logSubject(request);
  return {
    text: truncate(`${line.title}${line.detail} (${subject}).`, maxTextLength),
    blocks: [section(`${toMrkdwn(line)}  ·  ${subject}  ·  ${link(requestUrl(input), 'Open')}`)],
  };
}

const remedies = {
  app: 'Check the policies that cover the app.',
  host: 'Check that the host fetches the revocation list and that its clock is right.',
};

/** To every admin: access has ended, and the target still accepts it; after a later check, that it refuses it. */
export function revocationAlarm(input: RequestInput): SlackMessageBody {
  const { request } = input;
  const line = revocationLine(request) ?? checked;
  const title = `Ended access of ${formatPerson(request.requester, input.mentions)}:`;
  const subject = formatRequestEscaped(request);
  const next =
    request.revocationCheck?.state === 'Verified'
      ? 'No action needed.'
      : `${remedies[request.target.type === 'Web' ? 'app' : 'host']} We’ll keep checking until it’s blocked.`;
  return {
    text: truncate(`${title} ${subject}. ${toPlainText(line)} ${next}`, maxTextLength),
    blocks: [
      section(`*${title}* ${subject}\n${toMrkdwn(line)}`),
      context(next),
      actionRow(consoleButton(input)),
    ],
  };
}
