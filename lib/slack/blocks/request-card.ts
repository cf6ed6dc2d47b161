import type { KnownBlock } from '@slack/types';
import { type RequestView, statusAt } from '@/lib/core/access/request';
import { formatTargetType } from '@/lib/core/text/target';
import { escapeShort, formatDate, quoteInline, truncate } from '../mrkdwn';
import { actionRow, context, personText, section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { consoleButton, consoleLink, decisionButtons, receiptButton } from './request-buttons';
import { requestSentence, requestSentenceInBold, statusLines, toMrkdwn, toPlainText } from './request-text';

/**
 * The facts that an admin decides on, with Approve and Deny. Once the request is decided, in Slack or elsewhere,
 * the same card shows the decision in place of the buttons.
 */
export function requestCard(input: RequestInput): SlackMessageBody {
  const { request, now } = input;
  const pending = statusAt(request, now) === 'Pending';
  const blocks: KnownBlock[] = [
    section(requestSentenceInBold(input)),
    personText(`Reason: ${request.reason}`),
    context(facts(request)),
    ...(pending
      ? [actionRow(...decisionButtons(request), receiptButton(request), consoleButton(input))]
      : outcome(input)),
  ];
  return { text: truncate(sentences(input), maxTextLength), blocks };
}

// The address is in it, because people choose the name that a mention shows.
function facts(request: RequestView): string {
  return [
    escapeShort(request.requester.email),
    escapeShort(formatTargetType(request.target)),
    `Policy ${escapeShort(request.policy.name)}`,
    `Requested ${formatDate(request.createdAt)}`,
  ].join('  ·  ');
}

function outcome(input: RequestInput): KnownBlock[] {
  const { request } = input;
  const denialReason = request.state === 'Denied' ? request.decisionReason : null;
  return [
    section(statusLines(input).map(toMrkdwn).join('\n')),
    ...(denialReason ? [personText(`Denied because: ${denialReason}`)] : []),
    context(consoleLink(input)),
  ];
}

function sentences(input: RequestInput): string {
  const reason = `Reason: ${quoteInline(input.request.reason, 1500)}.`;
  return [`${requestSentence(input)}.`, reason, ...statusLines(input).map(toPlainText)].join(' ');
}
