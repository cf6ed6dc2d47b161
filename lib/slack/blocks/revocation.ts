import type { RequestView } from '@/lib/core/access/request';
import { escapeShort, formatDate, link, truncate } from '../mrkdwn';
import { actionRow, context, section } from './elements';
import { logSubject } from './log-outcome';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { consoleButton, requestUrl } from './request-buttons';
import { formatRequestEscaped, type StatusLine, toMrkdwn, toPlainText } from './request-text';

/** Whether ended access is really gone, as far as it was tried; null where nothing has to be said. */
export function revocationLine({ revocationCheck }: Pick<RequestView, 'revocationCheck'>): StatusLine | null {
  if (!revocationCheck?.checkedAt) return null;
  const at = formatDate(revocationCheck.checkedAt);
  // The sentence that it becomes a part of has its own full stop.
  const detail = escapeShort(revocationCheck.detail.replace(/\.$/, ''), 600);
  switch (revocationCheck.state) {
    case 'Verified':
      return { sign: '🔒', what: 'Verified gone', rest: ` ${at}: ${detail}` };
    case 'StillOpen':
      return { sign: '🚨', what: 'The door is still open', rest: ` ${at}: ${detail}` };
    case 'Unverified':
      return { sign: '❔', what: 'Not verified', rest: ` ${at}: ${detail}` };
    case 'Pending':
      return null;
  }
}

/** One line for the log channel: the door was tried. */
export function logRevocation(about: RequestInput): SlackMessageBody {
  const { request } = about;
  const words = revocationLine(request) ?? { sign: '🔒', what: 'Tried', rest: '' };
  const subject = `access of ${logSubject(request)}`;
  return {
    text: truncate(`${words.what}${words.rest} (${subject}).`, maxTextLength),
    blocks: [section(`${toMrkdwn(words)}  ·  ${subject}  ·  ${link(requestUrl(about), 'Open')}`)],
  };
}

const cures = {
  app: 'Look at the policies that cover the app.',
  host: 'Look at the host: does it fetch the list of revoked certificates, and is its clock right?',
};

/** To every admin: access has ended, and the target still lets it in. When it is gone, it says so. */
export function revocationAlarm(about: RequestInput): SlackMessageBody {
  const { request } = about;
  const words = revocationLine(request) ?? { sign: '🔒', what: 'Tried', rest: '' };
  const ask = `${formatRequestEscaped(request)}, of ${escapeShort(request.requester.email)}`;
  const next =
    request.revocationCheck?.state === 'Verified'
      ? 'Nothing is left to do.'
      : `${cures[request.target.type === 'Web' ? 'app' : 'host']} It is tried again until it is shut.`;
  return {
    text: truncate(`Ended access: ${ask}. ${toPlainText(words)} ${next}`, maxTextLength),
    blocks: [
      section(`*Ended access:* ${ask}\n${toMrkdwn(words)}`),
      context(next),
      actionRow(consoleButton(about)),
    ],
  };
}
