import type { RequestView } from '@/lib/core/access/request';
import { cut, formatDate, link, say } from '@/lib/slack/mrkdwn';
import { actionRow, context, section } from './elements';
import { logSubject } from './log-outcome';
import { type AboutRequest, longestText, type SlackMessageBody } from './message';
import { consoleButton, requestUrl } from './request-buttons';
import { formatRequestEscaped, type Happening, show, tell } from './request-words';

/** Whether ended access is really gone, as far as it was tried; null where nothing has to be said. */
export function describeRevocationCheck({
  revocationCheck,
}: Pick<RequestView, 'revocationCheck'>): Happening | null {
  if (!revocationCheck?.checkedAt) return null;
  const at = formatDate(revocationCheck.checkedAt);
  // The sentence that it becomes a part of has its own full stop.
  const detail = say(revocationCheck.detail.replace(/\.$/, ''), 600);
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
export function logRevocation(about: AboutRequest): SlackMessageBody {
  const { request } = about;
  const words = describeRevocationCheck(request) ?? { sign: '🔒', what: 'Tried', rest: '' };
  const subject = `access of ${logSubject(request)}`;
  return {
    text: cut(`${words.what}${words.rest} (${subject}).`, longestText),
    blocks: [section(`${show(words)}  ·  ${subject}  ·  ${link(requestUrl(about), 'Open')}`)],
  };
}

const cures = {
  app: 'Look at the policies that cover the app.',
  host: 'Look at the host: does it fetch the list of revoked certificates, and is its clock right?',
};

/** To every admin: access has ended, and the target still lets it in. When it is gone, it says so. */
export function revocationAlarm(about: AboutRequest): SlackMessageBody {
  const { request } = about;
  const words = describeRevocationCheck(request) ?? { sign: '🔒', what: 'Tried', rest: '' };
  const ask = `${formatRequestEscaped(request)}, of ${say(request.requester.email)}`;
  const next =
    request.revocationCheck?.state === 'Verified'
      ? 'Nothing is left to do.'
      : `${cures[request.target.type === 'Web' ? 'app' : 'host']} It is tried again until it is shut.`;
  return {
    text: cut(`Ended access: ${ask}. ${tell(words)} ${next}`, longestText),
    blocks: [
      section(`*Ended access:* ${ask}\n${show(words)}`),
      context(next),
      actionRow(consoleButton(about)),
    ],
  };
}
