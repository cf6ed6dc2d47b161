import type { KnownBlock } from '@slack/types';
import { statusAt } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { escapeShort, quote, quoteInline, truncate } from '../mrkdwn';
import { actionRow, context, fieldsSection, header, section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { consoleButton, consoleLink, decisionButtons, receiptButton } from './request-buttons';
import {
  decisionLine,
  endLine,
  formatRequest,
  formatRequestEscaped,
  originBlock,
  reasonBlock,
  requestFields,
  toMrkdwn,
  toPlainText,
} from './request-text';

/**
 * What an admin decides by: what is asked, of what, as whom, by whom, how long, why. Once it is decided,
 * wherever that was, the same card says who and when in the place of the buttons.
 */
export function requestCard(about: RequestInput): SlackMessageBody {
  const { request, now } = about;
  const { name, email } = request.requester;
  const pending = statusAt(request, now) === 'Pending';
  const asked = requestFields(request);
  const last = asked.splice(-1);
  const blocks: KnownBlock[] = [
    header(formatRequest(request)),
    fieldsSection([...asked, ['Requested by', `${escapeShort(name)}\n${escapeShort(email)}`], ...last]),
    reasonBlock(request),
    originBlock(request),
    ...(pending
      ? [actionRow(...decisionButtons(request), receiptButton(request), consoleButton(about))]
      : outcome(about)),
  ];
  return { text: truncate(sentences(about), maxTextLength), blocks };
}

function outcome(about: RequestInput): KnownBlock[] {
  const { request, now } = about;
  const end = endLine(request, now);
  const lines = [decisionLine(request, now), ...(end ? [end] : [])].map(toMrkdwn).join('\n');
  const words =
    request.state === 'Denied' && request.decisionReason ? `\n${quote(request.decisionReason)}` : '';
  return [section(`${lines}${words}`), context(consoleLink(about))];
}

function sentences({ request, now }: RequestInput): string {
  const who = `${escapeShort(request.requester.name)} (${escapeShort(request.requester.email)})`;
  const ask = `${who} asks for ${formatRequestEscaped(request)} for ${formatDuration(request.duration)}.`;
  const reason = `Reason: ${quoteInline(request.reason, 1500)}.`;
  const end = endLine(request, now);
  return [ask, reason, toPlainText(decisionLine(request, now)), ...(end ? [toPlainText(end)] : [])].join(' ');
}
