import type { KnownBlock } from '@slack/types';
import { statusAt } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { quoteInline, truncate } from '../mrkdwn';
import { actionRow, context, fieldsSection, header, personText, section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { consoleButton, consoleLink, decisionButtons, receiptButton } from './request-buttons';
import {
  formatRequest,
  formatRequestEscaped,
  formatRequester,
  originBlock,
  reasonBlocks,
  requestFields,
  statusLines,
  toMrkdwn,
  toPlainText,
} from './request-text';

/**
 * The facts that an admin decides on, with Approve and Deny. Once the request is decided, in Slack or elsewhere,
 * the same card shows the decision in place of the buttons.
 */
export function requestCard(input: RequestInput): SlackMessageBody {
  const { request, now } = input;
  const pending = statusAt(request, now) === 'Pending';
  const facts = requestFields(request);
  const duration = facts.splice(-1);
  const blocks: KnownBlock[] = [
    header(formatRequest(request)),
    fieldsSection([...facts, ['Requester', formatRequester(request)], ...duration]),
    ...reasonBlocks(request),
    originBlock(request),
    ...(pending
      ? [actionRow(...decisionButtons(request), receiptButton(request), consoleButton(input))]
      : outcome(input)),
  ];
  return { text: truncate(sentences(input), maxTextLength), blocks };
}

function outcome(input: RequestInput): KnownBlock[] {
  const { request, now } = input;
  const denialReason = request.state === 'Denied' ? request.decisionReason : null;
  return [
    section(statusLines(request, now).map(toMrkdwn).join('\n')),
    ...(denialReason ? [personText(`Reason: ${denialReason}`)] : []),
    context(consoleLink(input)),
  ];
}

function sentences({ request, now }: RequestInput): string {
  const subject = `${formatRequester(request)} requests ${formatRequestEscaped(request)} for ${formatDuration(request.duration)}.`;
  const reason = `Reason: ${quoteInline(request.reason, 1500)}.`;
  return [subject, reason, ...statusLines(request, now).map(toPlainText)].join(' ');
}
