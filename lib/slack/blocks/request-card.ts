import type { KnownBlock } from '@slack/types';
import { statusAt } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { cut, quote, quoteInline, say } from '@/lib/slack/mrkdwn';
import { actionRow, context, facts, header, section } from './elements';
import { type AboutRequest, longestText, type SlackMessageBody } from './message';
import { consoleButton, consoleLink, decisionButtons, receiptButton } from './request-buttons';
import {
  askFacts,
  decision,
  ending,
  formatRequest,
  formatRequestEscaped,
  originBlock,
  reasonBlock,
  show,
  tell,
} from './request-words';

/**
 * What an admin decides by: what is asked, of what, as whom, by whom, how long, why. Once it is decided,
 * wherever that was, the same card says who and when in the place of the buttons.
 */
export function requestCard(about: AboutRequest): SlackMessageBody {
  const { request, now } = about;
  const { name, email } = request.requester;
  const pending = statusAt(request, now) === 'Pending';
  const asked = askFacts(request);
  const last = asked.splice(-1);
  const blocks: KnownBlock[] = [
    header(formatRequest(request)),
    facts([...asked, ['Requested by', `${say(name)}\n${say(email)}`], ...last]),
    reasonBlock(request),
    originBlock(request),
    ...(pending
      ? [actionRow(...decisionButtons(request), receiptButton(request), consoleButton(about))]
      : outcome(about)),
  ];
  return { text: cut(sentences(about), longestText), blocks };
}

function outcome(about: AboutRequest): KnownBlock[] {
  const { request, now } = about;
  const end = ending(request, now);
  const lines = [decision(request, now), ...(end ? [end] : [])].map(show).join('\n');
  const words =
    request.state === 'Denied' && request.decisionReason ? `\n${quote(request.decisionReason)}` : '';
  return [section(`${lines}${words}`), context(consoleLink(about))];
}

function sentences({ request, now }: AboutRequest): string {
  const who = `${say(request.requester.name)} (${say(request.requester.email)})`;
  const ask = `${who} asks for ${formatRequestEscaped(request)} for ${formatDuration(request.duration)}.`;
  const reason = `Reason: ${quoteInline(request.reason, 1500)}.`;
  const end = ending(request, now);
  return [ask, reason, tell(decision(request, now)), ...(end ? [tell(end)] : [])].join(' ');
}
